import { CreateOrganizationalUnitCommand, TagResourceCommand } from '@aws-sdk/client-organizations';
import {
  GetResourcesCommand,
  ResourceGroupsTaggingAPIClient,
  type GetResourcesCommandInput,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { describe, expect, it } from 'vitest';
import { issueSession } from '../../../src/simulator/credentials.ts';
import { organizationsOf } from '../../../src/simulator/organizations/store.ts';
import { seedAccount, seedOrganization } from '../../../src/simulator/seed.ts';
import { errorOf, makeWorld, MANAGEMENT, type World } from './kernel-world.ts';

const ACCOUNTS = { ResourceTypeFilters: ['organizations:account'] };
const OTHER = '300000000001';

function start(): World {
  const world = makeWorld();
  seedOrganization(world.state);
  seedAccount(world.state, { id: OTHER, member: { email: 'dev@example.com', name: 'dev' } });
  return world;
}

function tag({ organizations }: World, id: string, Key: string, Value: string): Promise<unknown> {
  return organizations().send(new TagResourceCommand({ ResourceId: id, Tags: [{ Key, Value }] }));
}

async function found(world: World, input: GetResourcesCommandInput, region = 'us-east-1'): Promise<Found> {
  const client = new ResourceGroupsTaggingAPIClient({ ...world.client(), region });
  const { ResourceTagMappingList = [], PaginationToken = '' } = await client.send(new GetResourcesCommand(input));
  const tags = ResourceTagMappingList.map(({ ResourceARN = '', Tags = [] }) => [
    ResourceARN.split('/').at(-1) ?? '',
    Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value])),
  ]);
  return { tags: Object.fromEntries(tags) as Found['tags'], next: PaginationToken };
}

interface Found {
  readonly tags: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly next: string;
}

describe('GetResources', () => {
  it('tells tags of accounts as they were a minute ago', async () => {
    const world = start();
    await tag(world, OTHER, 'a', '1');
    expect(await found(world, ACCOUNTS)).toEqual({ tags: {}, next: '' });
    world.pass(60_000);
    await tag(world, OTHER, 'a', '2');
    world.pass(30_000);
    await tag(world, OTHER, 'a', '3');
    expect((await found(world, ACCOUNTS)).tags).toEqual({ [OTHER]: { a: '1' } });
    world.pass(60_000);
    expect((await found(world, ACCOUNTS)).tags).toEqual({ [OTHER]: { a: '3' } });
  });

  it('finds what has each key, with one of the values, and tells all tags of it', async () => {
    const world = start();
    await tag(world, OTHER, 'a', '1');
    await tag(world, OTHER, 'b', '2');
    await tag(world, MANAGEMENT, 'a', '9');
    world.pass(60_000);
    const by = async (...TagFilters: GetResourcesCommandInput['TagFilters'] & object): Promise<string[]> =>
      Object.keys((await found(world, { ...ACCOUNTS, TagFilters })).tags);
    expect(await by({ Key: 'a' })).toEqual([MANAGEMENT, OTHER]);
    expect(await by({ Key: 'a', Values: ['1', '2'] })).toEqual([OTHER]);
    expect(await by({ Key: 'a' }, { Key: 'b' })).toEqual([OTHER]);
    expect(await by({ Key: 'c' })).toEqual([]);
    expect((await found(world, ACCOUNTS)).tags[OTHER]).toEqual({ a: '1', b: '2' });
  });

  it('hands out pages', async () => {
    const world = start();
    await tag(world, OTHER, 'a', '1');
    await tag(world, MANAGEMENT, 'a', '9');
    world.pass(60_000);
    const first = await found(world, { ...ACCOUNTS, ResourcesPerPage: 1 });
    expect(Object.keys(first.tags)).toEqual([MANAGEMENT]);
    const second = await found(world, { ...ACCOUNTS, ResourcesPerPage: 1, PaginationToken: first.next });
    expect(second).toMatchObject({ tags: { [OTHER]: { a: '1' } }, next: '' });
  });

  it('tells units, too', async () => {
    const world = start();
    const ParentId = organizationsOf(world.state).organization?.root;
    const unit = { ParentId, Name: 'Workloads', Tags: [{ Key: 'a', Value: '1' }] };
    await world.organizations().send(new CreateOrganizationalUnitCommand(unit));
    world.pass(60_000);
    const units = await found(world, { ResourceTypeFilters: ['organizations:organizationalunit'] });
    expect(Object.values(units.tags)).toEqual([{ a: '1' }]);
    expect((await found(world, ACCOUNTS)).tags).toEqual({});
  });

  it('tells nothing in another region, and nothing to a member account', async () => {
    const world = start();
    await tag(world, OTHER, 'a', '1');
    world.pass(60_000);
    expect((await found(world, ACCOUNTS, 'eu-west-1')).tags).toEqual({});
    const who = {
      account: OTHER,
      principal: `arn:aws:iam::${OTHER}:user/a`,
      userId: 'A',
      expires: world.state.now + 1e9,
    };
    const { accessKey, secretKey, token } = issueSession(world.state, who);
    const credentials = {
      AccessKeyId: accessKey,
      SecretAccessKey: secretKey,
      SessionToken: token,
      Expiration: undefined,
    };
    const client = new ResourceGroupsTaggingAPIClient({ ...world.client(credentials), region: 'us-east-1' });
    expect((await client.send(new GetResourcesCommand(ACCOUNTS))).ResourceTagMappingList).toEqual([]);
  });

  it.each([
    [{ ...ACCOUNTS, ResourcesPerPage: 101 }, 'InvalidParameterException'],
    [{ ...ACCOUNTS, PaginationToken: 'x' }, 'InvalidParameterException'],
    [{ ResourceTypeFilters: ['s3'] }, 'NotImplemented'],
    [{}, 'NotImplemented'],
  ])('refuses %j', async (input, name) => {
    expect(await errorOf(found(start(), input))).toMatchObject({ name });
  });
});
