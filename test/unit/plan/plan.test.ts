import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../src/model/observation.ts';
import { observedDigest } from '../../../src/plan/plan.ts';
import {
  ACCOUNT,
  actions,
  AT,
  env,
  HOME,
  linked,
  observation,
  output,
  planned,
  runtime,
  service,
  stack,
} from '../../support/plan.ts';
import { templates, services, all, up, plan } from './plan-world.ts';

describe('the first time', () => {
  const { plan: first, problems } = plan({});

  it('creates everything in order, and says which resources', () => {
    expect(actions(first)).toEqual([
      'database create: is not deployed yet',
      'notes create: is not deployed yet',
      'users create: is not deployed yet',
    ]);
    expect(first.services[0]?.resources).toEqual([
      { logicalId: 'Setting', type: 'AWS::SSM::Parameter', action: 'Add' },
    ]);
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
    expect(actions(again)).toEqual([
      'database update: template, code or configuration',
      'notes none: looked at again after database',
      'users none: ',
    ]);
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
    const { plan: part, problems } = plan(
      up((one) => ({ ...one, changeSetId: null })),
      { only: ['notes'] },
    );
    expect(actions(part)).toEqual([
      'database none: left out of this run',
      'notes update: template, code or configuration',
      'users none: left out of this run',
    ]);
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
    expect(actions(waiting)).toEqual([
      'database update: template, code or configuration',
      'notes create: is not deployed yet',
    ]);
    expect(problems).toEqual([]);
  });

  it('are missing where it does not', () => {
    const { problems } = plan(stacks, { linked: wanting, only: ['notes'] });
    expect(problems).toMatchObject([{ code: 'OutputMissing', hint: 'deploy "database" too' }]);
  });
});

describe('approval', () => {
  const manual = linked(
    env(services({ database: { manualApproval: true }, notes: { manualApproval: true } })),
    templates,
  );

  it('is waited for by what changes, its creation too', () => {
    expect(plan({}, { linked: manual }).plan.services.map(({ approval }) => approval)).toEqual([
      'manual',
      'manual',
      null,
    ]);
  });

  it('is not waited for by what stays', () => {
    expect(plan(up(), { linked: manual }).plan.services.map(({ approval }) => approval)).toEqual([null, null, null]);
  });

  it('is not waited for by what is only looked at again because something before it changes', () => {
    const other = up((one) => (one.name.endsWith('database') ? { ...one, changeSetId: null } : one));
    expect(plan(other, { linked: manual }).plan.services.map(({ approval }) => approval)).toEqual([
      'manual',
      null,
      null,
    ]);
  });
});

describe('the digest of what was observed', () => {
  const base = observation({
    stacks: { [HOME]: [stack('a'), stack('b')] },
    parameters: { [HOME]: [{ name: '/a', type: 'String', value: 'x', version: 1, modified: 0 }] },
  });

  it('does not depend on the order in which AWS lists', () => {
    expect(observedDigest({ ...base, stacks: { [HOME]: [stack('b'), stack('a')] } })).toBe(observedDigest(base));
  });

  it.each<[string, Partial<Observation>]>([
    ['the account', { accountId: '999999999999' }],
    ['a status', { stacks: { [HOME]: [stack('a', { status: 'UPDATE_COMPLETE' }), stack('b')] } }],
    ['a later update', { stacks: { [HOME]: [stack('a', { updated: 5 }), stack('b')] } }],
    ['a stack more', { stacks: { [HOME]: [stack('a'), stack('b'), stack('c')] } }],
    [
      'a parameter’s version',
      { parameters: { [HOME]: [{ name: '/a', type: 'String', value: 'x', version: 2, modified: 0 }] } },
    ],
    ['a lender’s stack', { lenders: { 'dev@eu-west-1': [stack('a')] } }],
  ])('differs with %s', (_, given) => {
    expect(observedDigest({ ...base, ...given })).not.toBe(observedDigest(base));
  });

  it('belongs to the plan', () => {
    expect(planned(all, base).plan.observed).toBe(observedDigest(base));
    expect(base.accountId).toBe(ACCOUNT);
  });
});
