import { beforeEach, describe, expect, it } from 'vitest';
import type { IamGateway, RoleRequest } from '../../../src/aws/types/account.ts';
import type { CallCounter } from '../../../src/aws/types/aws.ts';
import { refusalOf } from '../../support/thrown.ts';
import { gatewaysOf } from './gateway-world.ts';

const ALLOW = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] };
const TRUST = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::123456789012:root' }, Action: 'sts:AssumeRole' }],
};
const REQUEST: RoleRequest = {
  name: 'envctl-notes-deploy',
  description: 'deploys notes',
  trust: TRUST,
  inline: { deploy: ALLOW },
  managed: ['arn:aws:iam::aws:policy/AdministratorAccess'],
  boundary: null,
  tags: { 'envctl:project': 'notes' },
  maxSession: 3_600,
};

let iam: IamGateway;
let calls: CallCounter;
beforeEach(async () => {
  const { run, account } = await gatewaysOf();
  iam = account.iam();
  calls = run.aws.calls;
});

describe('a role', () => {
  it('is null before it is there', async () => {
    expect(await iam.role(REQUEST.name)).toBeNull();
  });

  it('reads back as it was asked for', async () => {
    const created = await iam.createRole(REQUEST);
    expect(created).toMatchObject(REQUEST);
    expect(created.arn).toBe('arn:aws:iam::123456789012:role/envctl-notes-deploy');
    expect(await iam.role(REQUEST.name)).toEqual(created);
  });

  it('of ours is taken as it is, and brought to what is asked', async () => {
    await iam.createRole(REQUEST);
    expect(await iam.createRole({ ...REQUEST, inline: { other: ALLOW } })).toMatchObject({ inline: { other: ALLOW } });
  });

  it('of somebody else is not touched', async () => {
    await iam.createRole(REQUEST);
    const theirs = { ...REQUEST, tags: { 'envctl:project': 'other' }, inline: {} };
    expect(await refusalOf(iam.createRole(theirs))).toMatchObject({ code: 'NotOwned' });
    expect(await iam.role(REQUEST.name)).toMatchObject({ inline: { deploy: ALLOW } });
  });

  it('is changed to exactly what is asked', async () => {
    await iam.createRole(REQUEST);
    const wanted = {
      ...REQUEST,
      trust: {
        ...TRUST,
        Statement: [{ ...TRUST.Statement[0], Principal: { Service: 'cloudformation.amazonaws.com' } }],
      },
      inline: { second: ALLOW },
      managed: ['arn:aws:iam::aws:policy/PowerUserAccess'],
      boundary: 'arn:aws:iam::aws:policy/PowerUserAccess',
    };
    await iam.updateRole(wanted);
    expect(await iam.role(REQUEST.name)).toMatchObject(wanted);
    await iam.updateRole({ ...wanted, boundary: null });
    expect((await iam.role(REQUEST.name))?.boundary).toBeNull();
  });

  it('that is as it should be costs no write', async () => {
    await iam.createRole(REQUEST);
    const before = calls.byOperation();
    await iam.updateRole(REQUEST);
    const written = Object.entries(calls.byOperation()).filter(
      ([name, count]) => count > (before[name] ?? 0) && !/:(Get|List)/.test(name),
    );
    expect(written).toEqual([]);
  });
});

describe('the account’s settings', () => {
  it('have no password policy at first', async () => {
    expect(await iam.passwordPolicy()).toBeNull();
    await iam.putPasswordPolicy({ minimumLength: 14 });
    expect(await iam.passwordPolicy()).toEqual({ minimumLength: 14 });
    await iam.putPasswordPolicy({ minimumLength: 20 });
    expect(await iam.passwordPolicy()).toEqual({ minimumLength: 20 });
  });

  it('take an alias, again too', async () => {
    expect(await iam.alias()).toBeNull();
    await iam.putAlias('acme-notes');
    await iam.putAlias('acme-notes');
    expect(await iam.alias()).toBe('acme-notes');
  });

  it('make an OIDC provider once', async () => {
    const request = { url: 'https://token.actions.githubusercontent.com', audiences: ['sts.amazonaws.com'], tags: {} };
    const arn = await iam.createOidcProvider(request);
    expect(await iam.createOidcProvider(request)).toBe(arn);
    expect(await iam.oidcProviders()).toEqual([{ arn, url: request.url }]);
  });
});

describe('a managed policy', () => {
  const policy = { name: 'envctl-notes-config', document: ALLOW, tags: { 'envctl:project': 'notes' } };
  const other = (action: string) => ({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }],
  });

  it('is null before it is there, and reads back as it was asked for', async () => {
    expect(await iam.policy(policy.name)).toBeNull();
    await iam.putPolicy(policy);
    expect(await iam.policy(policy.name)).toEqual(policy);
  });

  it('can be changed as often as one likes, although AWS keeps five versions', async () => {
    await iam.putPolicy(policy);
    for (const action of ['a:1', 'a:2', 'a:3', 'a:4', 'a:5', 'a:6', 'a:7']) {
      await iam.putPolicy({ ...policy, document: other(action) });
      expect((await iam.policy(policy.name))?.document).toEqual(other(action));
    }
  });
});
