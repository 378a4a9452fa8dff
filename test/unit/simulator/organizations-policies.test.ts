import {
  AttachPolicyCommand,
  CreatePolicyCommand,
  DeletePolicyCommand,
  DescribePolicyCommand,
  DetachPolicyCommand,
  DisablePolicyTypeCommand,
  EnablePolicyTypeCommand,
  ListPoliciesCommand,
  ListPoliciesForTargetCommand,
  ListRootsCommand,
  ListTagsForResourceCommand,
  ListTargetsForPolicyCommand,
  UpdatePolicyCommand,
  type OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { beforeEach, describe, expect, it } from 'vitest';
import { addOrganization } from '../../../src/simulator/organizations/organization.ts';
import { seedAccount, seedOrganization } from '../../../src/simulator/seed.ts';
import { errorOf, makeWorld, MANAGEMENT } from './kernel-world.ts';

const MEMBER = '222233334444';
const Type = 'SERVICE_CONTROL_POLICY' as const;
const Filter = Type;
const FULL = 'p-FullAWSAccess';
const CONTENT = JSON.stringify({
  Version: '2012-10-17',
  Statement: { Effect: 'Deny', Action: 'organizations:LeaveOrganization', Resource: '*' },
});

let client: OrganizationsClient;
let root: string;
beforeEach(() => {
  const world = makeWorld();
  root = seedOrganization(world.state).root;
  seedAccount(world.state, { id: MEMBER, member: { email: 'm@example.com', name: 'm' } });
  client = world.organizations();
});

const create = async (Name: string, Content = CONTENT): Promise<string> => {
  const request = { Name, Content, Type, Description: 'of a test', Tags: [{ Key: 'team', Value: 'x' }] };
  return (await client.send(new CreatePolicyCommand(request))).Policy?.PolicySummary?.Id ?? '';
};
const attach = (PolicyId: string, TargetId = MEMBER): Promise<unknown> =>
  client.send(new AttachPolicyCommand({ PolicyId, TargetId }));
const detach = (PolicyId: string, TargetId = MEMBER): Promise<unknown> =>
  client.send(new DetachPolicyCommand({ PolicyId, TargetId }));
const attached = async (TargetId = MEMBER): Promise<(string | undefined)[]> =>
  ((await client.send(new ListPoliciesForTargetCommand({ TargetId, Filter }))).Policies ?? []).map(({ Id }) => Id);

describe('policies', () => {
  it('are created, described, updated and deleted', async () => {
    const PolicyId = await create('first');
    expect(PolicyId).toMatch(/^p-[a-z0-9]{8}$/);
    const { Policy } = await client.send(new DescribePolicyCommand({ PolicyId }));
    expect(Policy).toMatchObject({ Content: CONTENT, PolicySummary: { Name: 'first', Type, AwsManaged: false } });
    const { Tags } = await client.send(new ListTagsForResourceCommand({ ResourceId: PolicyId }));
    expect(Tags).toEqual([{ Key: 'team', Value: 'x' }]);
    await client.send(new UpdatePolicyCommand({ PolicyId, Name: 'renamed' }));
    const { Policies } = await client.send(new ListPoliciesCommand({ Filter }));
    expect(Policies?.map(({ Name }) => Name)).toEqual(['FullAWSAccess', 'renamed']);
    await client.send(new DeletePolicyCommand({ PolicyId }));
    expect(await errorOf(client.send(new DescribePolicyCommand({ PolicyId })))).toMatchObject({
      name: 'PolicyNotFoundException',
    });
  });

  it('have names of their own', async () => {
    await create('first');
    expect(await errorOf(create('first'))).toMatchObject({ name: 'DuplicatePolicyException' });
  });

  it.each(['', '{', '[]', '{"Statement":[{"Effect":"Perhaps","Action":"*"}]}', '{"Statement":[{"Effect":"Deny"}]}'])(
    'are no policies: %s',
    async (content) => {
      expect(await errorOf(create('wrong', content))).toMatchObject({
        name: expect.stringMatching(/MalformedPolicyDocument|InvalidInput/) as string,
      });
    },
  );

  it('have at most 10,240 characters, white space included', async () => {
    const padded = CONTENT + ' '.repeat(10_240 - CONTENT.length);
    await create('full', padded);
    expect(await errorOf(create('too long', `${padded} `))).toMatchObject({
      name: 'ConstraintViolationException',
      Reason: 'POLICY_CONTENT_LIMIT_EXCEEDED',
    });
  });

  it('of AWS itself cannot be changed', async () => {
    const update = client.send(new UpdatePolicyCommand({ PolicyId: FULL, Name: 'mine' }));
    expect(await errorOf(update)).toMatchObject({ name: 'InvalidInputException', Reason: 'IMMUTABLE_POLICY' });
  });
});

describe('attaching', () => {
  it('begins with FullAWSAccess everywhere', async () => {
    expect(await attached()).toEqual([FULL]);
    expect(await attached(root)).toEqual([FULL]);
    const { Targets } = await client.send(new ListTargetsForPolicyCommand({ PolicyId: FULL }));
    expect(Targets?.map(({ TargetId, Type: kind }) => [TargetId, kind])).toEqual([
      [root, 'ROOT'],
      [MANAGEMENT, 'ACCOUNT'],
      [MEMBER, 'ACCOUNT'],
    ]);
  });

  it('is done once, and undone once; what is attached is not deleted', async () => {
    const id = await create('first');
    await attach(id);
    expect(await attached()).toEqual([FULL, id]);
    expect(await errorOf(attach(id))).toMatchObject({ name: 'DuplicatePolicyAttachmentException' });
    expect(await errorOf(client.send(new DeletePolicyCommand({ PolicyId: id })))).toMatchObject({
      name: 'PolicyInUseException',
    });
    await detach(id);
    expect(await errorOf(detach(id))).toMatchObject({ name: 'PolicyNotAttachedException' });
  });

  it('leaves one to ten policies on a target', async () => {
    expect(await errorOf(detach(FULL))).toMatchObject({ Reason: 'MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED' });
    for (let count = 1; count <= 9; count += 1) await attach(await create(`policy ${count}`));
    expect(await errorOf(attach(await create('eleventh')))).toMatchObject({
      Reason: 'MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED',
    });
  });

  it('needs a target and a policy', async () => {
    expect(await errorOf(attach(FULL, '999999999999'))).toMatchObject({ name: 'TargetNotFoundException' });
    expect(await errorOf(attach('p-00000000'))).toMatchObject({ name: 'PolicyNotFoundException' });
  });

  it('needs the type of policy to be enabled; disabling takes all of them off', async () => {
    const id = await create('first');
    await attach(id);
    await client.send(new DisablePolicyTypeCommand({ RootId: root, PolicyType: Type }));
    expect((await client.send(new ListRootsCommand({}))).Roots?.[0]?.PolicyTypes).toEqual([]);
    expect(await attached()).toEqual([]);
    expect(await errorOf(attach(id))).toMatchObject({ name: 'PolicyTypeNotEnabledException' });
    const enable = (): Promise<unknown> => client.send(new EnablePolicyTypeCommand({ RootId: root, PolicyType: Type }));
    await enable();
    expect(await errorOf(enable())).toMatchObject({ name: 'PolicyTypeAlreadyEnabledException' });
    expect(await attached()).toEqual([FULL]);
  });

  it('is not for organizations without all features', async () => {
    const world = makeWorld();
    addOrganization(world.state, { management: MANAGEMENT, features: 'CONSOLIDATED_BILLING', now: 0 });
    const client = world.organizations();
    const create = new CreatePolicyCommand({ Name: 'x', Description: '', Content: CONTENT, Type });
    const enable = new EnablePolicyTypeCommand({ RootId: 'r-0000', PolicyType: Type });
    for (const refused of [client.send(create), client.send(enable)]) {
      expect(await errorOf(refused)).toMatchObject({ name: 'PolicyTypeNotAvailableForOrganizationException' });
    }
    expect((await client.send(new ListPoliciesCommand({ Filter }))).Policies).toEqual([]);
    const described = client.send(new DescribePolicyCommand({ PolicyId: FULL }));
    expect(await errorOf(described)).toMatchObject({ name: 'PolicyNotFoundException' });
  });
});
