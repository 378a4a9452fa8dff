import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/model/json.ts';
import { groupsOf } from '../../../src/plan/groups.ts';
import { desk, type Desk } from '../../support/cli.ts';
import { REGION, service, stackFile } from '../../support/project.ts';
import { createWorld, members, type World } from '../../support/world.ts';

const parameters = { Stage: '${environment}' };
const TEMPLATES = {
  ...stackFile('a', { parameters: ['Stage'], exports: { 'Fn::Sub': '${Stage}-a' } }),
  ...stackFile('b', { parameters: ['Stage'], value: { 'Fn::ImportValue': { 'Fn::Sub': '${Stage}-a' } } }),
};
const own = { a: service('a', { parameters }) };
const borrowing = { a: { from: 'lender' }, b: service('b', { parameters }) };

function definition(services: JsonObject = own, more: JsonObject = {}): JsonObject {
  return { project: 'notes', region: REGION, account: { email: 'aws+${environment}@example.com' }, services, ...more };
}

/** Places in the list of everything that happened; -1 when it did not. */
function place({ world: { events } }: Desk, environment: string, subject: string, message: string | RegExp): number {
  return events.findIndex(
    (event) =>
      event.environment === environment && event.subject === subject && new RegExp(message).test(event.message),
  );
}

/** A world in which somebody has the e-mail of an environment already. */
function taken(environment: string): World {
  const world = createWorld();
  world.organizations.emails[`aws+${environment}@example.com`] = true;
  return world;
}

interface Document {
  readonly environment: string;
  readonly outcome: string;
  readonly error?: { readonly code: string };
}

function documents({ environments }: JsonObject): Record<string, unknown> {
  const list = environments as unknown as readonly Document[];
  return Object.fromEntries(list.map(({ environment, outcome, error }) => [environment, error?.code ?? outcome]));
}

describe('accounts that are made in one run', () => {
  it('go on to baseline and services as soon as they are there, while others are still to come', async () => {
    const names = ['one', 'two', 'three', 'four', 'five', 'six'];
    const files = Object.fromEntries(names.map((name) => [`${name}.yaml`, definition()]));
    const one = await desk({ ...files, ...TEMPLATES }, createWorld({ rates: true }));
    const { exit, stderr } = await one.run(`deploy ${names.join(' ')} --create --yes`);
    expect(exit, stderr).toBe(0);
    expect(members(one.world)).toHaveLength(6);
    const made = names.map((name) => place(one, name, 'account', /^created/));
    const set = names.map((name) => place(one, name, 'baseline', 'in place'));
    const deployed = names.map((name) => place(one, name, 'a', /^created/));
    expect(Math.min(...made, ...set, ...deployed)).toBeGreaterThanOrEqual(0);
    const last = Math.max(...made);
    // AWS takes three requests at once, then one every ten seconds: the others do not wait for that.
    expect(set.filter((at) => at < last).length).toBeGreaterThanOrEqual(3);
    expect(deployed.filter((at) => at < last).length).toBeGreaterThanOrEqual(3);
  });

  it('fail for themselves: the other environments are deployed', async () => {
    const one = await desk({ 'good.yaml': definition(), 'bad.yaml': definition(), ...TEMPLATES }, taken('bad'));
    const ended = await one.run('deploy bad good --create --yes --output json');
    expect(ended.exit).toBe(1);
    expect(documents(ended.json())).toEqual({ bad: 'EmailInUse', good: 'succeeded' });
    expect(ended.json()['error']).toMatchObject({ code: 'EmailInUse' });
  });

  it('stop those that wanted to borrow from what will not be there', async () => {
    const files = { 'lender.yaml': definition(), 'emma.yaml': definition(borrowing), 'other.yaml': definition() };
    const one = await desk({ ...files, ...TEMPLATES }, taken('lender'));
    const ended = await one.run('deploy lender emma other --create --yes --output json');
    expect(ended.exit).toBe(1);
    expect(documents(ended.json())).toEqual({ lender: 'EmailInUse', emma: 'OutputMissing', other: 'succeeded' });
  });

  it('fail as a failure when something was made before the refusal', async () => {
    const quotas = [{ service: 'lambda', quota: 'L-B99A9384', atLeast: 1_000 }];
    const one = await desk({ 'low.yaml': definition(own, { quotas }), ...TEMPLATES });
    const ended = await one.run('deploy low --create --yes --output json');
    expect(ended.json()['error']).toMatchObject({ code: 'QuotaTooLow' });
    expect(ended.exit).toBe(1);
    expect(members(one.world)).toHaveLength(1);
    expect((await one.run('deploy low --create --yes')).exit).toBe(3);
  });

  it('are asked for no more once one has failed, with --fail-fast, and nothing is deployed then', async () => {
    const one = await desk({ 'good.yaml': definition(), 'bad.yaml': definition(), ...TEMPLATES }, taken('bad'));
    const ended = await one.run('deploy bad good --create --yes --fail-fast --output json');
    const [, good] = (ended.json() as unknown as { environments: { services: unknown }[] }).environments;
    expect(good?.services).toMatchObject([{ service: 'a', outcome: 'skipped' }]);
  });
});

describe('several environments', () => {
  const files = { 'good.yaml': definition(), 'bad.yaml': definition({}, { account: { id: '444455556666' } }) };

  it('have no account made when one of them is refused', async () => {
    const one = await desk({ ...files, ...TEMPLATES });
    const ended = await one.run('create-account good bad --output json');
    expect(ended.exit).toBe(3);
    expect(documents(ended.json())).toEqual({ good: undefined, bad: 'AccountNotFound' });
    expect(members(one.world)).toEqual([]);
  });

  it('have no account made when the e-mail of one of them is spent', async () => {
    const one = await desk({ 'good.yaml': definition(), 'old.yaml': definition(), ...TEMPLATES });
    await one.run('create-account old');
    const [old] = members(one.world);
    if (old) old.state = 'CLOSED';
    const ended = await one.run('create-account good old --output json');
    expect(documents(ended.json())).toEqual({ good: undefined, old: 'EmailInUse' });
    expect(members(one.world)).toEqual([]);
  });

  it('have no baseline made when one of them is refused', async () => {
    const one = await desk({ 'good.yaml': definition(), 'new.yaml': definition(), ...TEMPLATES });
    await one.run('create-account good');
    const ended = await one.run('bootstrap good new --output json');
    expect(ended.exit).toBe(3);
    expect(documents(ended.json())).toEqual({ good: undefined, new: 'AccountNotFound' });
    expect((await one.run('bootstrap good --output json')).json()).toMatchObject({ outcome: 'created' });
  });

  it('end with 1 when one of them fails afterwards', async () => {
    const one = await desk({ 'good.yaml': definition(), 'bad.yaml': definition(), ...TEMPLATES }, taken('bad'));
    const ended = await one.run('create-account good bad --output json');
    expect([ended.exit, documents(ended.json())]).toEqual([1, { good: 'created', bad: 'EmailInUse' }]);
    expect(members(one.world)).toHaveLength(1);
  });
});

describe('groupsOf', () => {
  it.each([
    { all: { a: {}, b: {} }, groups: [['a'], ['b']] },
    { all: { a: {}, b: { accountOf: 'a' } }, groups: [['a', 'b']] },
    { all: { b: { accountOf: 'a' }, c: {}, d: { accountOf: 'a' } }, groups: [['c'], ['b', 'd']] },
  ])('keeps together those that live in one account: $groups', ({ all, groups }) => {
    const related = Object.entries<{ accountOf?: string }>(all).map(([name, { accountOf = null }]) => ({
      environment: { name, accountOf, borrowed: [] },
      linked: { environment: { name, borrowed: [] }, services: [], borrowed: [] },
      neighbours: new Map(),
    }));
    const found = groupsOf(related, (one) => one as never).map((group) => group.map((one) => one.environment.name));
    expect(found.sort((a, b) => a.length - b.length)).toEqual(groups);
  });
});
