import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListPolicyVersionsCommand,
  ListRolePoliciesCommand,
  ListRoleTagsCommand,
  paginateListRoles,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
  type CreateRoleCommandInput,
} from '@aws-sdk/client-iam';
import { beforeEach, describe, expect, it } from 'vitest';
import { MANAGEMENT, OTHER, refusal, storageWorld, type StorageWorld } from './storage-world.ts';

const RoleName = 'deploy';
const ADMIN = 'arn:aws:iam::aws:policy/AdministratorAccess';

let world: StorageWorld;
let iam: IAMClient;
beforeEach(() => {
  world = storageWorld();
  iam = new IAMClient(world.client());
});

function trust(principal: unknown): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }],
  });
}

const TRUST = trust({ AWS: `arn:aws:iam::${MANAGEMENT}:root` });
const ALLOW = JSON.stringify({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: ['s3:*'], Resource: '*' },
});

async function create(input: Partial<CreateRoleCommandInput> = {}): Promise<void> {
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: TRUST, ...input }));
}

async function role() {
  return (await iam.send(new GetRoleCommand({ RoleName }))).Role;
}

describe('a role', () => {
  it('is made with IAM’s defaults and read back with its document encoded', async () => {
    await create({ Tags: [{ Key: 'a', Value: 'b' }], Description: 'deploys' });
    const made = await role();
    expect(made).toMatchObject({
      RoleName,
      Arn: `arn:aws:iam::${MANAGEMENT}:role/deploy`,
      Path: '/',
      MaxSessionDuration: 3600,
      Description: 'deploys',
      CreateDate: new Date(world.clock.time),
      Tags: [{ Key: 'a', Value: 'b' }],
    });
    expect(made?.RoleId).toMatch(/^AROA[A-Z2-7]{17}$/);
    expect(made?.AssumeRolePolicyDocument).toMatch(/^%7B%22Version%22/);
    expect(decodeURIComponent(made?.AssumeRolePolicyDocument ?? '')).toBe(TRUST);
  });

  it('belongs to one account and to no region', async () => {
    await create();
    await expect(
      new IAMClient(world.client(undefined, 'us-east-1')).send(new GetRoleCommand({ RoleName })),
    ).resolves.toBeDefined();
    expect(await refusal(new IAMClient(world.client(OTHER)).send(new GetRoleCommand({ RoleName })))).toMatchObject({
      name: 'NoSuchEntityException',
      status: 404,
      message: 'The role with name deploy cannot be found.',
    });
  });

  it('has a name that differs from others in more than case', async () => {
    await create();
    expect(await refusal(create({ RoleName: 'Deploy' }))).toMatchObject({
      name: 'EntityAlreadyExistsException',
      status: 409,
    });
  });

  it.each<{ why: string; input: Partial<CreateRoleCommandInput>; name: string }>([
    {
      why: 'a document that is no JSON',
      input: { AssumeRolePolicyDocument: '{' },
      name: 'MalformedPolicyDocumentException',
    },
    {
      why: 'a document without a principal',
      input: { AssumeRolePolicyDocument: ALLOW.replace(',"Resource":"*"', '') },
      name: 'MalformedPolicyDocumentException',
    },
    {
      why: 'a document with a resource',
      input: { AssumeRolePolicyDocument: ALLOW },
      name: 'MalformedPolicyDocumentException',
    },
    {
      why: 'a principal of no form',
      input: { AssumeRolePolicyDocument: trust({ AWS: 'somebody' }) },
      name: 'MalformedPolicyDocumentException',
    },
    {
      why: 'a document of more than 2,048 characters',
      input: {
        AssumeRolePolicyDocument: trust({ AWS: Array.from({ length: 80 }, () => `arn:aws:iam::${MANAGEMENT}:root`) }),
      },
      name: 'LimitExceededException',
    },
    { why: 'a session of half an hour', input: { MaxSessionDuration: 1800 }, name: 'ValidationError' },
    { why: 'a name with a space', input: { RoleName: 'a role' }, name: 'ValidationError' },
    {
      why: 'a boundary that does not exist',
      input: { PermissionsBoundary: `arn:aws:iam::${MANAGEMENT}:policy/none` },
      name: 'NoSuchEntityException',
    },
  ])('refuses $why', async ({ input, name }) => {
    expect(await refusal(create(input))).toMatchObject({ name });
  });

  it('trusts only roles that exist, where the simulator knows the account', async () => {
    await create();
    const trusting = (name: string) =>
      create({
        RoleName: 'second',
        AssumeRolePolicyDocument: trust({ AWS: `arn:aws:iam::${MANAGEMENT}:role/${name}` }),
      });
    expect(await refusal(trusting('absent'))).toMatchObject({ name: 'MalformedPolicyDocumentException' });
    await expect(trusting('deploy')).resolves.toBeUndefined();
  });

  it('is changed: description, session, trust, boundary, tags', async () => {
    await create({ Description: 'old' });
    await iam.send(new UpdateRoleCommand({ RoleName, MaxSessionDuration: 7200 }));
    const other = trust({ Service: 'cloudformation.amazonaws.com' });
    await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: other }));
    await iam.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary: ADMIN }));
    await iam.send(
      new TagRoleCommand({
        RoleName,
        Tags: [
          { Key: 'a', Value: '1' },
          { Key: 'b', Value: '2' },
        ],
      }),
    );
    await iam.send(new UntagRoleCommand({ RoleName, TagKeys: ['a'] }));
    const changed = await role();
    expect(changed).toMatchObject({
      MaxSessionDuration: 7200,
      PermissionsBoundary: { PermissionsBoundaryArn: ADMIN },
      Tags: [{ Key: 'b', Value: '2' }],
    });
    expect(changed?.Description).toBeUndefined();
    expect(decodeURIComponent(changed?.AssumeRolePolicyDocument ?? '')).toBe(other);
    expect((await iam.send(new ListRoleTagsCommand({ RoleName }))).Tags).toEqual([{ Key: 'b', Value: '2' }]);
    await iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName }));
    expect((await role())?.PermissionsBoundary).toBeUndefined();
  });

  it('goes only without policies', async () => {
    await create();
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: ADMIN }));
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'own', PolicyDocument: ALLOW }));
    expect(await refusal(iam.send(new DeleteRoleCommand({ RoleName })))).toMatchObject({
      name: 'DeleteConflictException',
      message: 'Cannot delete entity, must detach all policies first.',
    });
    await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: ADMIN }));
    expect(await refusal(iam.send(new DeleteRoleCommand({ RoleName })))).toMatchObject({
      name: 'DeleteConflictException',
      message: 'Cannot delete entity, must delete policies first.',
    });
    await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: 'own' }));
    await iam.send(new DeleteRoleCommand({ RoleName }));
    expect(await refusal(role())).toMatchObject({ name: 'NoSuchEntityException' });
  });

  it('is listed page by page, by path', async () => {
    for (const name of ['b', 'a', 'c']) await create({ RoleName: name, Path: '/ci/' });
    await create();
    const pages: string[][] = [];
    for await (const page of paginateListRoles({ client: iam, pageSize: 2 }, { PathPrefix: '/ci/' }))
      pages.push((page.Roles ?? []).map(({ Arn }) => Arn?.split(':role')[1] ?? ''));
    expect(pages).toEqual([['/ci/a', '/ci/b'], ['/ci/c']]);
  });
});

describe('the policies of a role', () => {
  beforeEach(() => create());

  it('are kept inline by name', async () => {
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'own', PolicyDocument: ALLOW }));
    expect((await iam.send(new ListRolePoliciesCommand({ RoleName }))).PolicyNames).toEqual(['own']);
    const read = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName: 'own' }));
    expect(decodeURIComponent(read.PolicyDocument ?? '')).toBe(ALLOW);
    expect(await refusal(iam.send(new GetRolePolicyCommand({ RoleName, PolicyName: 'none' })))).toMatchObject({
      name: 'NoSuchEntityException',
    });
  });

  it.each([
    { why: 'a principal', document: TRUST },
    { why: 'no resource', document: ALLOW.replace(',"Resource":"*"', '') },
    { why: 'an action without a service', document: ALLOW.replace('s3:*', 'everything') },
    { why: 'an unknown version', document: ALLOW.replace('2012', '2013') },
  ])('have no document with $why', async ({ document }) => {
    expect(
      await refusal(iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'own', PolicyDocument: document }))),
    ).toMatchObject({ name: 'MalformedPolicyDocumentException', status: 400 });
  });

  it('may be AWS’s own, or the account’s once they exist', async () => {
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: ADMIN }));
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: ADMIN }));
    const own = `arn:aws:iam::${MANAGEMENT}:policy/app`;
    expect(await refusal(iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: own })))).toMatchObject({
      name: 'NoSuchEntityException',
      status: 404,
    });
    await iam.send(new CreatePolicyCommand({ PolicyName: 'app', PolicyDocument: ALLOW }));
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: own }));
    const { AttachedPolicies } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
    expect(AttachedPolicies).toEqual([
      { PolicyName: 'AdministratorAccess', PolicyArn: ADMIN },
      { PolicyName: 'app', PolicyArn: own },
    ]);
    expect(await refusal(iam.send(new DeletePolicyCommand({ PolicyArn: own })))).toMatchObject({
      name: 'DeleteConflictException',
    });
    await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: own }));
    expect(await refusal(iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: own })))).toMatchObject({
      name: 'NoSuchEntityException',
    });
    await iam.send(new DeletePolicyCommand({ PolicyArn: own }));
    expect(await refusal(iam.send(new GetPolicyCommand({ PolicyArn: own })))).toMatchObject({
      name: 'NoSuchEntityException',
    });
  });

  it('are ten at most', async () => {
    for (let index = 0; index < 10; index += 1)
      await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: `${ADMIN}${String(index)}` }));
    expect(await refusal(iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: ADMIN })))).toMatchObject({
      name: 'LimitExceededException',
    });
  });
});

describe('a customer managed policy', () => {
  const PolicyArn = `arn:aws:iam::${MANAGEMENT}:policy/app`;
  const DENY = ALLOW.replace('Allow', 'Deny');
  beforeEach(() => iam.send(new CreatePolicyCommand({ PolicyName: 'app', PolicyDocument: ALLOW })));

  it('has five versions at most, one of them the default', async () => {
    const made = await iam.send(
      new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: DENY, SetAsDefault: true }),
    );
    expect(made.PolicyVersion).toMatchObject({ VersionId: 'v2', IsDefaultVersion: true });
    expect((await iam.send(new GetPolicyCommand({ PolicyArn }))).Policy?.DefaultVersionId).toBe('v2');
    const documentOf = async (VersionId: string) =>
      decodeURIComponent(
        (await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }))).PolicyVersion?.Document ?? '',
      );
    expect([await documentOf('v1'), await documentOf('v2')]).toEqual([ALLOW, DENY]);
    for (let index = 3; index <= 5; index += 1)
      await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: ALLOW }));
    expect(await refusal(iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: ALLOW })))).toMatchObject(
      { name: 'LimitExceededException' },
    );
    const { Versions } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn }));
    expect(
      Versions?.map(({ VersionId, IsDefaultVersion }) => `${VersionId ?? ''}${IsDefaultVersion === true ? '*' : ''}`),
    ).toEqual(['v5', 'v4', 'v3', 'v2*', 'v1']);
  });

  it('goes after its other versions, of which the default cannot go', async () => {
    await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: DENY, SetAsDefault: true }));
    expect(await refusal(iam.send(new DeletePolicyCommand({ PolicyArn })))).toMatchObject({
      name: 'DeleteConflictException',
    });
    expect(await refusal(iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v2' })))).toMatchObject({
      name: 'DeleteConflictException',
    });
    await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v1' }));
    await iam.send(new DeletePolicyCommand({ PolicyArn }));
  });

  it('has a name of its own', async () => {
    expect(
      await refusal(iam.send(new CreatePolicyCommand({ PolicyName: 'APP', PolicyDocument: ALLOW }))),
    ).toMatchObject({ name: 'EntityAlreadyExistsException' });
  });
});
