import { beforeEach, describe, expect, it } from 'vitest';
import type { AccountGateways } from '../../../src/aws/types/account.ts';
import { configPolicy, inspectConfigPolicy } from '../../../src/baseline/config-policy.ts';
import type { BaselineContext } from '../../../src/baseline/item.ts';
import { enterAccount } from '../../../src/observe/access.ts';
import { seedAccount } from '../../../src/simulator/seed.ts';
import { environment, member, MEMBER_BASELINE } from '../../support/environment.ts';
import { refusalOf } from '../../support/thrown.ts';
import { createWorld, MANAGEMENT, type World } from '../../support/world.ts';

const ID = '222222222222';
const STAGING = environment(member({ id: ID }), { baseline: MEMBER_BASELINE });

let world: World;
let gateways: AccountGateways;
beforeEach(async () => {
  world = createWorld();
  seedAccount(world.simulator.state, { id: ID, member: { email: 'staging@example.com', name: 'notes-staging' } });
  gateways = await enterAccount(STAGING, { id: ID, joined: null }, 'admin', world.run());
});

function context(): BaselineContext {
  return {
    environment: STAGING,
    gateways,
    region: 'eu-west-1',
    caller: MANAGEMENT,
    run: world.run(),
  } as BaselineContext;
}

interface Statement {
  readonly Sid: string;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition: { readonly StringEquals: Readonly<Record<string, string>> };
}

/** What IAM makes of the policy for a role with these tags: variables filled in, `*` for any text. */
function mayRead(tags: Readonly<Record<string, string>>, parameter: string): boolean {
  const { Statement } = configPolicy(context()).document as { Statement: readonly Statement[] };
  return Statement.filter(({ Sid }) => Sid === 'Parameters').some(({ Resource, Condition }) => {
    const wanted = Object.entries(Condition.StringEquals);
    if (!wanted.every(([key, value]) => tags[key.slice('aws:PrincipalTag/'.length)] === value)) return false;
    const patterns = [Resource].flat().flatMap((resource) => filledIn(resource, tags) ?? []);
    return patterns.some((pattern) => pattern.test(`arn:aws:ssm:eu-west-1:${ID}:parameter${parameter}`));
  });
}

/** Null when a variable has no value: IAM passes such a statement over. */
function filledIn(resource: string, tags: Readonly<Record<string, string>>): RegExp | null {
  const values = [...resource.matchAll(/\$\{aws:PrincipalTag\/([^}]+)\}/g)].map(([, tag = '']) => tags[tag]);
  if (values.includes(undefined)) return null;
  const text = resource.replaceAll(/\$\{aws:PrincipalTag\/([^}]+)\}/g, (_, tag: string) => tags[tag] ?? '');
  return new RegExp(`^${text.replaceAll('.', '\\.').replaceAll('*', '.*')}$`);
}

const TAGS = { 'envctl:project': 'notes', 'envctl:environment': 'dev', 'envctl:service': 'users' };

describe('the policy by which services read their configuration', () => {
  it.each(['/notes/dev/users', '/notes/dev/users/WELCOME', '/notes/dev/outputs', '/notes/dev/outputs/notes/_all'])(
    'opens %s to the service users of dev',
    (parameter) => {
      expect(mayRead(TAGS, parameter)).toBe(true);
    },
  );

  it.each([
    '/notes/dev/users-admin/KEY',
    '/notes/dev/notes/STRIPE_KEY',
    '/notes/dev-emma/users/WELCOME',
    '/notes/dev-emma/outputs/notes/_all',
    '/notes/dev',
    '/notes/prod/users/STRIPE_KEY',
    '/other/dev/users/WELCOME',
    '/dev/users/WELCOME',
  ])('keeps %s from it', (parameter) => {
    expect(mayRead(TAGS, parameter)).toBe(false);
  });

  it.each(Object.keys(TAGS))('opens no parameter to a role without the tag %s', (tag) => {
    const tags = Object.fromEntries(Object.entries(TAGS).filter(([name]) => name !== tag));
    expect(mayRead(tags, '/notes/dev/users/WELCOME')).toBe(false);
  });

  it('opens nothing to the roles of another project in the account', () => {
    expect(mayRead({ ...TAGS, 'envctl:project': 'other' }, '/notes/dev/users/WELCOME')).toBe(false);
  });

  it('is made, then found in place, then corrected', async () => {
    expect(await inspectConfigPolicy(context())).toMatchObject({ action: 'create' });
    await gateways.iam().putPolicy(configPolicy(context()));
    expect(await inspectConfigPolicy(context())).toMatchObject({ action: 'none' });
    const document = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] };
    await gateways.iam().putPolicy({ ...configPolicy(context()), document });
    expect(await inspectConfigPolicy(context())).toMatchObject({ action: 'update', reason: 'envctl-notes-config' });
  });

  it('is not taken from somebody else', async () => {
    await gateways.iam().putPolicy({ ...configPolicy(context()), tags: { team: 'x' } });
    expect(await refusalOf(inspectConfigPolicy(context()))).toMatchObject({ code: 'NotOwned' });
  });
});
