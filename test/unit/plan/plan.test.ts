import { describe, expect, it } from 'vitest';
import type { Stack } from '../../../src/aws/types/cloudformation.ts';
import type { Service } from '../../../src/model/environment.ts';
import type { Observation } from '../../../src/model/observation.ts';
import type { PlanInput } from '../../../src/plan/input.ts';
import { observedDigest } from '../../../src/plan/plan.ts';
import { ACCOUNT, actions, AT, deployed, env, HOME, linked, observation, output, planned, published, runtime, service, stack, type Given } from '../../support/plan.ts';
import { small } from '../../support/templates.ts';

const templates = { database: small({ exports: 'table' }), notes: small({ value: { 'Fn::ImportValue': 'table' }, parameters: ['Size', 'Arn'] }), users: small() };

/** `database`, `notes` that imports from it and takes its output, and `users`, which needs nobody. */
function services(given: { database?: Given; notes?: Given; users?: Given } = {}): Service[] {
  const parameters = { Size: '128', Arn: output('database', 'Name') };
  return [service('users', given.users), service('notes', { parameters, ...given.notes }), service('database', given.database)];
}

const all = linked(env(services()), templates);
const OUTPUTS = { 'staging/database@eu-west-1': { Name: 'arn' } };

/** What is there once everything is deployed as it is defined. */
function afterwards(now = all): Observation['stacks'] {
  // What depends on an output has a digest only once the output is there: plan until nothing is open any more.
  const first = observation({ stacks: deployed(planned(now, observation()).plan, OUTPUTS) });
  return deployed(planned(now, { ...first, stacks: withUpstream(first.stacks) }).plan, OUTPUTS);
}

function withUpstream(stacks: Observation['stacks']): Observation['stacks'] {
  const there = (stacks[HOME] ?? []).map((one) => one.name);
  const missing = ['database', 'notes', 'users'].filter((name) => !there.includes(`notes-staging-${name}`)).map((name) => stack(name, { parameters: { Size: '128', Arn: 'arn' } }));
  return { [HOME]: [...(stacks[HOME] ?? []), ...missing] };
}

/** Stacks that are up and as they should be, except for what is changed here. */
function up(change: (one: Stack) => Stack = (one) => one): Observation['stacks'] {
  const stacks = afterwards()[HOME] ?? [];
  return { [HOME]: stacks.map((one) => change({ ...one, parameters: one.name.endsWith('notes') ? { Size: '128', Arn: 'arn' } : {} })) };
}

function plan(stacks: Observation['stacks'], more: Partial<PlanInput> = {}, observed: Partial<Observation> = {}) {
  return planned(more.linked ?? all, observation({ stacks, parameters: published(stacks), ...observed }), more);
}

describe('the first time', () => {
  const { plan: first, problems } = plan({});

  it('creates everything in order, and says which resources', () => {
    expect(actions(first)).toEqual([
      'database create: is not deployed yet',
      'notes create: is not deployed yet',
      'users create: is not deployed yet',
    ]);
    expect(first.services[0]?.resources).toEqual([{ logicalId: 'Setting', type: 'AWS::SSM::Parameter', action: 'Add' }]);
    expect(first.changes).toBe(3);
    expect(problems).toEqual([]);
  });

  it('knows the digest of what needs nobody, and not of what takes an output', () => {
    expect(first.services.map(({ service: name, deployment }) => [name, deployment?.digest !== null])).toEqual([
      ['database', true],
      ['notes', false],
      ['users', true],
    ]);
  });

  it('says why one waits for the other', () => {
    expect(first.services[1]?.edges).toEqual([
      { to: 'staging/database@eu-west-1', why: 'imports table' },
      { to: 'staging/database@eu-west-1', why: 'parameter Arn takes output Name' },
    ]);
  });

  it('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(first))).toEqual(first);
  });
});

describe('when everything is there', () => {
  it('there is nothing to do', () => {
    const { plan: again, problems } = plan(up());
    expect(actions(again)).toEqual(['database none: ', 'notes none: ', 'users none: ']);
    expect(again.changes).toBe(0);
    expect(problems).toEqual([]);
  });

  it('a changed upstream has what follows it looked at again, and only that', () => {
    const other = up((one) => (one.name.endsWith('database') ? { ...one, changeSetId: null } : one));
    const { plan: again } = plan(other);
    expect(actions(again)).toEqual(['database update: template, code or configuration', 'notes none: looked at again after database', 'users none: ']);
    expect(again.changes).toBe(1);
  });

  it('an upstream that is made anew leaves what follows it open', () => {
    const other = { [HOME]: up()[HOME]?.filter(({ name }) => !name.endsWith('database')) ?? [] };
    expect(actions(plan(other).plan)).toEqual([
      'database create: is not deployed yet',
      'notes update: takes values that database will have',
      'users none: ',
    ]);
  });

  it('is the same plan again for the same input', () => {
    expect(plan(up())).toEqual(plan(up()));
  });
});

describe('the number of changes', () => {
  it('counts account, baseline, services and run-time values, not what is shared or an orphan', () => {
    const orphan = stack('old');
    const { plan: counted } = plan(
      { [HOME]: [orphan] },
      {
        linked: linked(env(services({ users: { runtime: [runtime('A', '1'), runtime('B', '2')] } })), templates),
        account: { id: null, name: 'x', action: 'create', changes: [], details: [] },
      },
      { baseline: [{ item: 'artifacts', region: HOME, action: 'create', reason: null }] },
    );
    expect(counted.changes).toBe(1 + 1 + 3 + 2);
    expect(counted.services.at(-1)?.action).toBe('orphan');
  });

  it.each([
    ['create', [{ action: 'update' }, { action: 'create' }]],
    ['update', [{ action: 'none' }, { action: 'update' }]],
    ['none', [{ action: 'none' }, { action: 'skipped' }]],
    ['none', []],
  ] as const)('the baseline is to be one %s', (action, steps) => {
    const baseline = steps.map((step) => ({ item: 'artifacts' as const, region: HOME, reason: null, ...step }));
    expect(plan({}, {}, { baseline }).plan.baseline.action).toBe(action);
  });
});

describe('--only', () => {
  it('leaves the others out and still knows them', () => {
    const { plan: part, problems } = plan(up((one) => ({ ...one, changeSetId: null })), { only: ['notes'] });
    expect(actions(part)).toEqual(['database none: left out of this run', 'notes update: template, code or configuration', 'users none: left out of this run']);
    expect(part.changes).toBe(1);
    expect(problems).toEqual([]);
  });

  it('refuses what takes an output that is not there, and says what to deploy', () => {
    const { problems } = plan({}, { only: ['notes'] });
    expect(problems.map(({ code, message, hint, at }) => ({ code, message, hint, at }))).toEqual([
      {
        code: 'OutputMissing',
        message: 'service "notes" needs output Name of staging\'s "database" in eu-west-1, which is not deployed',
        hint: 'deploy "database" too',
        at: AT,
      },
    ]);
  });

  it('refuses what imports an export that is not there, too', () => {
    const importing = linked(env([service('notes'), service('database')]), templates);
    const { problems } = plan({}, { linked: importing, only: ['notes'] });
    expect(problems).toMatchObject([{ code: 'OutputMissing', message: expect.stringContaining('"database"') }]);
  });
});

describe('outputs that are not there yet', () => {
  const parameters = { Arn: output('database', 'Name') };
  const wanting = linked(env([service('notes', { parameters }), service('database')]), templates);
  const stacks = { [HOME]: [stack('database', { outputs: [], changeSetId: null })] };

  it('are waited for where this run updates the stack that will have them', () => {
    const { plan: waiting, problems } = plan(stacks, { linked: wanting });
    expect(actions(waiting)).toEqual(['database update: template, code or configuration', 'notes create: is not deployed yet']);
    expect(problems).toEqual([]);
  });

  it('are missing where it does not', () => {
    const { problems } = plan(stacks, { linked: wanting, only: ['notes'] });
    expect(problems).toMatchObject([{ code: 'OutputMissing', hint: 'deploy "database" too' }]);
  });
});

describe('approval', () => {
  const manual = linked(env(services({ database: { manualApproval: true }, notes: { manualApproval: true } })), templates);

  it('is waited for by what changes, its creation too', () => {
    expect(plan({}, { linked: manual }).plan.services.map(({ approval }) => approval)).toEqual(['manual', 'manual', null]);
  });

  it('is not waited for by what stays', () => {
    expect(plan(up(), { linked: manual }).plan.services.map(({ approval }) => approval)).toEqual([null, null, null]);
  });

  it('is not waited for by what is only looked at again because something before it changes', () => {
    const other = up((one) => (one.name.endsWith('database') ? { ...one, changeSetId: null } : one));
    expect(plan(other, { linked: manual }).plan.services.map(({ approval }) => approval)).toEqual(['manual', null, null]);
  });
});

describe('what an earlier deployment did not get to', () => {
  const finished = published(up());

  it('is the publication of outputs', () => {
    const { plan: again } = plan(up(), {}, { parameters: {} });
    expect(actions(again)).toEqual(['database none: its outputs are not published', 'notes none: ', 'users none: ']);
    expect(again.changes).toBe(1);
  });

  it('is the publication of outputs that have changed since', () => {
    const stale = Object.fromEntries(Object.entries(finished).map(([region, list]) => [region, list.map((one) => ({ ...one, value: '{}' }))]));
    expect(plan(up(), {}, { parameters: stale }).plan.changes).toBe(1);
  });

  it('is termination protection, also when the definition has asked for it only now', () => {
    const guarded = linked(env(services({ users: { protected: true } })), templates);
    expect(actions(plan(up(), { linked: guarded }).plan).at(-1)).toBe('users none: its termination protection is off');
    const on = up((one) => ({ ...one, terminationProtection: one.name.endsWith('users') }));
    expect(plan(on, { linked: guarded }).plan.changes).toBe(0);
  });

  it('is a command that was announced and has not ended well', () => {
    const after = linked(env(services({ users: { after: { command: 'x', directory: '/' } } })), templates);
    const pending = { name: '/notes/staging/outputs/users/_pending', type: 'String', value: 'x', version: 1, modified: 0 } as const;
    const parameters = { [HOME]: [...(finished[HOME] ?? []), pending] };
    expect(plan(up(), { linked: after }).plan.changes).toBe(0);
    expect(actions(plan(up(), { linked: after }, { parameters }).plan).at(-1)).toBe('users none: the command after it has not ended well');
    expect(plan(up(), {}, { parameters }).plan.changes).toBe(0);
  });
});

describe('whose stacks they are', () => {
  const foreign = up((one) => (one.name.endsWith('users') ? { ...one, tags: { ...one.tags, 'envctl:environment': 'prod' } } : one));

  it('somebody else’s is refused', () => {
    expect(plan(foreign).problems).toMatchObject([
      { code: 'NotOwned', message: 'stack notes-staging-users in eu-west-1 exists and does not carry the tags of this environment', at: AT },
    ]);
  });

  it('it is taken with --adopt, and gets our tags', () => {
    const { plan: adopted, problems } = plan(foreign, { adopt: true });
    expect(problems).toEqual([]);
    expect(actions(adopted).at(-1)).toBe('users update: tag envctl:environment');
  });

  it('one that has no resources yet is nobody’s', () => {
    const review = { [HOME]: [stack('users', { status: 'REVIEW_IN_PROGRESS', tags: {} })] };
    expect(plan(review).problems).toEqual([]);
  });
});

describe('orphans', () => {
  const old = stack('old');
  const guarded = stack('guarded', { terminationProtection: true });
  const others = [stack('x', { tags: {} }), stack('y', { name: 'notes-staging-2-y', tags: { ...old.tags, 'envctl:environment': 'staging-2' } })];
  const stacks = { [HOME]: [...(up()[HOME] ?? []), old, guarded, ...others], 'us-east-1': [stack('users')] };

  it('are shown and kept', () => {
    const { plan: shown } = plan(stacks);
    expect(actions(shown).slice(3)).toEqual([
      'old orphan: no longer in the definition: it is kept until --prune',
      'guarded orphan: no longer in the definition: it is protected',
      'users@us-east-1 orphan: no longer in the definition: it is kept until --prune',
    ]);
    expect(shown.changes).toBe(0);
  });

  it('go with --prune, except for protected ones', () => {
    const { plan: pruned } = plan(stacks, { prune: true });
    expect(pruned.services.slice(3).map(({ action }) => action)).toEqual(['delete', 'orphan', 'delete']);
    expect(pruned.changes).toBe(2);
  });
});

describe('borrowed services', () => {
  const lender = env([service('database')], { name: 'dev' });
  const borrowed = { name: 'database', service: 'database', environment: 'dev', lender, here: null, project: 'notes', account: null, at: AT };
  const parameters = { Size: '1', Arn: output('database', 'Name') };
  const borrowing = linked(env([service('notes', { parameters })], { borrowed: [borrowed] }), templates);
  const lent = stack('database', { name: 'notes-dev-database', outputs: [{ key: 'Name', value: 'arn', exportName: 'table' }] });

  it('are refused while they are not there, with the environment to deploy first', () => {
    const { problems } = plan({}, { linked: borrowing });
    expect(problems).toMatchObject([{ code: 'OutputMissing', hint: 'deploy it first: envctl deploy dev' }]);
  });

  it('may come in the same run', () => {
    const { plan: together, problems } = plan({}, { linked: borrowing, running: new Set(['dev', 'staging']) });
    expect(problems).toEqual([]);
    expect(together.services[0]?.deployment?.digest).toBeNull();
  });

  it('are shown as shared, and tell borrowers what they have', () => {
    const { plan: shown, problems } = plan({}, { linked: borrowing }, { lenders: { 'dev@eu-west-1': [lent] } });
    expect(problems).toEqual([]);
    expect(actions(shown)).toEqual(['notes create: is not deployed yet', "database shared: uses dev's database (CREATE_COMPLETE)"]);
    expect(shown.services[0]?.deployment?.tags['envctl:borrows']).toBe('dev/database');
    expect(shown.services[0]?.deployment?.digest).not.toBeNull();
    expect(shown.changes).toBe(1);
  });
});

describe('run-time values', () => {
  const live = linked(env(services({ users: { runtime: [runtime('A', '1', { apply: 'live' })] } })), templates);
  const atDeploy = linked(env(services({ users: { runtime: [runtime('A', '1')] } })), templates);

  it('that are applied live change no service', () => {
    expect(actions(plan(up(), { linked: live }).plan).at(-1)).toBe('users none: ');
    expect(plan(up(), { linked: live }).plan.changes).toBe(1);
  });

  it('that are applied by a deployment mark their service changed', () => {
    expect(actions(plan(up(), { linked: atDeploy }).plan).at(-1)).toBe('users update: template, code or configuration');
  });

  it('that are missing and secret refuse the deployment', () => {
    const secret = linked(env(services({ users: { runtime: [runtime('KEY', null, { kind: 'secret', type: 'SecureString' })] } })), templates);
    expect(plan(up(), { linked: secret }).problems.map(({ code }) => code)).toEqual(['SecretMissing']);
  });
});

describe('the digest of what was observed', () => {
  const base = observation({ stacks: { [HOME]: [stack('a'), stack('b')] }, parameters: { [HOME]: [{ name: '/a', type: 'String', value: 'x', version: 1, modified: 0 }] } });

  it('does not depend on the order in which AWS lists', () => {
    expect(observedDigest({ ...base, stacks: { [HOME]: [stack('b'), stack('a')] } })).toBe(observedDigest(base));
  });

  it.each<[string, Partial<Observation>]>([
    ['the account', { accountId: '999999999999' }],
    ['a status', { stacks: { [HOME]: [stack('a', { status: 'UPDATE_COMPLETE' }), stack('b')] } }],
    ['a later update', { stacks: { [HOME]: [stack('a', { updated: 5 }), stack('b')] } }],
    ['a stack more', { stacks: { [HOME]: [stack('a'), stack('b'), stack('c')] } }],
    ['a parameter’s version', { parameters: { [HOME]: [{ name: '/a', type: 'String', value: 'x', version: 2, modified: 0 }] } }],
    ['a lender’s stack', { lenders: { 'dev@eu-west-1': [stack('a')] } }],
  ])('differs with %s', (_, given) => {
    expect(observedDigest({ ...base, ...given })).not.toBe(observedDigest(base));
  });

  it('belongs to the plan', () => {
    expect(planned(all, base).plan.observed).toBe(observedDigest(base));
    expect(base.accountId).toBe(ACCOUNT);
  });
});
