import {
  CreateOrganizationalUnitCommand,
  DeleteOrganizationalUnitCommand,
  DescribeAccountCommand,
  DescribeOrganizationalUnitCommand,
  ListAccountsForParentCommand,
  ListChildrenCommand,
  ListOrganizationalUnitsForParentCommand,
  ListParentsCommand,
  ListTagsForResourceCommand,
  MoveAccountCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateOrganizationalUnitCommand,
  type OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { describe, expect, it } from 'vitest';
import { seedAccount, seedOrganization } from '../../../src/simulator/seed.ts';
import { errorOf, makeWorld } from './kernel-world.ts';

const MEMBER = '222233334444';
const NO_UNIT = 'ou-0000-00000000';

const start = (): { client: OrganizationsClient; root: string; organization: string } => {
  const world = makeWorld();
  const { root, id } = seedOrganization(world.state);
  seedAccount(world.state, { id: MEMBER, member: { email: 'm@example.com', name: 'm' } });
  return { client: world.organizations(), root, organization: id };
};

const unit = async (client: OrganizationsClient, ParentId: string, Name: string): Promise<string> => {
  const { OrganizationalUnit } = await client.send(new CreateOrganizationalUnitCommand({ ParentId, Name }));
  return OrganizationalUnit?.Id ?? '';
};

describe('organizational units', () => {
  it('have ids, ARNs and paths of AWS and are found below their parent', async () => {
    const { client, root, organization } = start();
    const outer = await unit(client, root, 'Workloads');
    const inner = await unit(client, outer, 'Staging');
    expect(inner).toMatch(new RegExp(`^ou-${root.slice(2)}-[a-z0-9]{8}$`));
    const { OrganizationalUnit } = await client.send(
      new DescribeOrganizationalUnitCommand({ OrganizationalUnitId: inner }),
    );
    expect(OrganizationalUnit).toEqual({
      Id: inner,
      Arn: `arn:aws:organizations::123456789012:ou/${organization}/${inner}`,
      Name: 'Staging',
      Path: `${organization}/${root}/${outer}/${inner}/`,
    });
    const below = await client.send(new ListOrganizationalUnitsForParentCommand({ ParentId: outer }));
    expect(below.OrganizationalUnits?.map(({ Name }) => Name)).toEqual(['Staging']);
    const children = await client.send(new ListChildrenCommand({ ParentId: root, ChildType: 'ORGANIZATIONAL_UNIT' }));
    expect(children.Children).toEqual([{ Id: outer, Type: 'ORGANIZATIONAL_UNIT' }]);
    const parents = await client.send(new ListParentsCommand({ ChildId: outer }));
    expect(parents.Parents).toEqual([{ Id: root, Type: 'ROOT' }]);
  });

  it('have names of their own among their siblings only', async () => {
    const { client, root } = start();
    const first = await unit(client, root, 'A');
    const second = await unit(client, root, 'B');
    await expect(unit(client, first, 'A')).resolves.toMatch(/^ou-/);
    expect((await errorOf(unit(client, root, 'A'))).name).toBe('DuplicateOrganizationalUnitException');
    const rename = new UpdateOrganizationalUnitCommand({ OrganizationalUnitId: second, Name: 'A' });
    expect((await errorOf(client.send(rename))).name).toBe('DuplicateOrganizationalUnitException');
    const renamed = await client.send(new UpdateOrganizationalUnitCommand({ OrganizationalUnitId: second, Name: 'C' }));
    expect(renamed.OrganizationalUnit?.Name).toBe('C');
  });

  it('are nested five levels deep at most', async () => {
    const { client, root } = start();
    let parent = root;
    for (const name of ['1', '2', '3', '4', '5']) parent = await unit(client, parent, name);
    const error = await errorOf(unit(client, parent, '6'));
    expect(error).toMatchObject({ name: 'ConstraintViolationException', Reason: 'OU_DEPTH_LIMIT_EXCEEDED' });
  });

  it('are deleted only when nothing is in them', async () => {
    const { client, root } = start();
    const outer = await unit(client, root, 'A');
    const inner = await unit(client, outer, 'B');
    const remove = (OrganizationalUnitId: string): Promise<unknown> =>
      client.send(new DeleteOrganizationalUnitCommand({ OrganizationalUnitId }));
    expect((await errorOf(remove(outer))).name).toBe('OrganizationalUnitNotEmptyException');
    await remove(inner);
    await client.send(new MoveAccountCommand({ AccountId: MEMBER, SourceParentId: root, DestinationParentId: outer }));
    expect((await errorOf(remove(outer))).name).toBe('OrganizationalUnitNotEmptyException');
    await client.send(new MoveAccountCommand({ AccountId: MEMBER, SourceParentId: outer, DestinationParentId: root }));
    await remove(outer);
    expect((await errorOf(remove(outer))).name).toBe('OrganizationalUnitNotFoundException');
  });

  it('need a parent that is there', async () => {
    const { client } = start();
    expect((await errorOf(unit(client, NO_UNIT, 'A'))).name).toBe('ParentNotFoundException');
  });
});

describe('MoveAccount', () => {
  it('moves an account, which its path and both parents show', async () => {
    const { client, root, organization } = start();
    const target = await unit(client, root, 'A');
    await client.send(new MoveAccountCommand({ AccountId: MEMBER, SourceParentId: root, DestinationParentId: target }));
    const { Account } = await client.send(new DescribeAccountCommand({ AccountId: MEMBER }));
    expect(Account?.Paths).toEqual([`${organization}/${root}/${target}/${MEMBER}/`]);
    const inside = await client.send(new ListAccountsForParentCommand({ ParentId: target }));
    expect(inside.Accounts?.map(({ Id }) => Id)).toEqual([MEMBER]);
    const left = await client.send(new ListAccountsForParentCommand({ ParentId: root }));
    expect(left.Accounts?.map(({ Name }) => Name)).toEqual(['management']);
    const parents = await client.send(new ListParentsCommand({ ChildId: MEMBER }));
    expect(parents.Parents).toEqual([{ Id: target, Type: 'ORGANIZATIONAL_UNIT' }]);
  });

  it.each([
    ['to where it is', 'root', 'root', MEMBER, 'DuplicateAccountException'],
    ['from where it is not', 'a', 'b', MEMBER, 'SourceParentNotFoundException'],
    ['from nowhere', NO_UNIT, 'b', MEMBER, 'SourceParentNotFoundException'],
    ['to nowhere', 'root', NO_UNIT, MEMBER, 'DestinationParentNotFoundException'],
    ['when it is not there itself', 'root', 'a', '999999999999', 'AccountNotFoundException'],
    ['to something that is no parent', 'root', 'x', MEMBER, 'InvalidInputException'],
  ])('refuses to move an account %s', async (_, from, to, AccountId, name) => {
    const { client, root } = start();
    const ids: Record<string, string> = { root, a: await unit(client, root, 'A'), b: await unit(client, root, 'B') };
    const command = new MoveAccountCommand({
      AccountId,
      SourceParentId: ids[from] ?? from,
      DestinationParentId: ids[to] ?? to,
    });
    expect((await errorOf(client.send(command))).name).toBe(name);
  });
});

describe('tags', () => {
  it('are set, changed and taken away on accounts, units and the root', async () => {
    const { client, root } = start();
    for (const ResourceId of [MEMBER, root, await unit(client, root, 'A')]) {
      await client.send(
        new TagResourceCommand({
          ResourceId,
          Tags: [
            { Key: 'a', Value: '1' },
            { Key: 'b', Value: '2' },
          ],
        }),
      );
      await client.send(new TagResourceCommand({ ResourceId, Tags: [{ Key: 'a', Value: '' }] }));
      await client.send(new UntagResourceCommand({ ResourceId, TagKeys: ['b', 'c'] }));
      const { Tags } = await client.send(new ListTagsForResourceCommand({ ResourceId }));
      expect(Tags).toEqual([{ Key: 'a', Value: '' }]);
    }
  });

  it('are fifty at most, on things that are there', async () => {
    const { client } = start();
    const Tags = Array.from({ length: 50 }, (_, index) => ({ Key: `k${String(index)}`, Value: 'v' }));
    await client.send(new TagResourceCommand({ ResourceId: MEMBER, Tags }));
    const more = new TagResourceCommand({ ResourceId: MEMBER, Tags: [{ Key: 'one-more', Value: 'v' }] });
    expect(await errorOf(client.send(more))).toMatchObject({
      name: 'ConstraintViolationException',
      Reason: 'MAX_TAG_LIMIT_EXCEEDED',
    });
    const nowhere = new TagResourceCommand({ ResourceId: '999999999999', Tags: [{ Key: 'a', Value: 'v' }] });
    expect((await errorOf(client.send(nowhere))).name).toBe('TargetNotFoundException');
  });
});
