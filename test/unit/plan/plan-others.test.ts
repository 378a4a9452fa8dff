import { describe, expect, it } from 'vitest';
import { actions, AT, env, HOME, linked, output, published, runtime, service, stack } from '../../support/plan.ts';
import { templates, services, up, plan } from './plan-world.ts';

describe('what an earlier deployment did not get to', () => {
  const finished = published(up());

  it('is the publication of outputs', () => {
    const { plan: again } = plan(up(), {}, { parameters: {} });
    expect(actions(again)).toEqual(['database none: its outputs are not published', 'notes none: ', 'users none: ']);
    expect(again.changes).toBe(1);
  });

  it('is the publication of outputs that have changed since', () => {
    const stale = Object.fromEntries(
      Object.entries(finished).map(([region, list]) => [region, list.map((one) => ({ ...one, value: '{}' }))]),
    );
    expect(plan(up(), {}, { parameters: stale }).plan.changes).toBe(1);
  });

  it('is termination protection, also when the definition has asked for it only now', () => {
    const guarded = linked(env(services({ users: { protected: true } })), templates);
    expect(actions(plan(up(), { linked: guarded }).plan).at(-1)).toBe(
      'users none: its termination protection is not as the definition says',
    );
    const on = up((one) => ({ ...one, terminationProtection: one.name.endsWith('users') }));
    expect(plan(on, { linked: guarded }).plan.changes).toBe(0);
  });

  it('is a command that was announced and has not ended well', () => {
    const after = linked(env(services({ users: { after: { command: 'x', directory: '/' } } })), templates);
    const pending = {
      name: '/notes/staging/outputs/users/_pending',
      type: 'String',
      value: 'x',
      version: 1,
      modified: 0,
    } as const;
    const parameters = { [HOME]: [...(finished[HOME] ?? []), pending] };
    expect(plan(up(), { linked: after }).plan.changes).toBe(0);
    expect(actions(plan(up(), { linked: after }, { parameters }).plan).at(-1)).toBe(
      'users none: the command after it runs again: it has not ended well',
    );
    expect(plan(up(), {}, { parameters }).plan.changes).toBe(0);
  });
});

describe('whose stacks they are', () => {
  const foreign = up((one) =>
    one.name.endsWith('users') ? { ...one, tags: { ...one.tags, 'envctl:environment': 'prod' } } : one,
  );

  it('somebody else’s is refused', () => {
    expect(plan(foreign).problems).toMatchObject([
      {
        code: 'NotOwned',
        message: 'stack notes-staging-users in eu-west-1 exists and does not carry the tags of this environment',
        at: AT,
      },
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
  const others = [
    stack('x', { tags: {} }),
    stack('y', { name: 'notes-staging-2-y', tags: { ...old.tags, 'envctl:environment': 'staging-2' } }),
  ];
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

  it('are told from what is no longer in the definition when the service is borrowed now', () => {
    const where = { environment: 'prod', project: 'notes', account: null, lender: null, here: null, at: AT };
    const borrowed = [{ ...where, name: 'old', service: 'old' }];
    const { plan: shown } = plan(stacks, { linked: linked({ ...env(services()), borrowed }, templates) });
    expect(actions(shown)).toContain('old orphan: its own stack is no longer used: it is kept until --prune');
  });

  it('go with --prune, except for protected ones', () => {
    const { plan: pruned } = plan(stacks, { prune: true });
    expect(pruned.services.slice(3).map(({ action }) => action)).toEqual(['delete', 'orphan', 'delete']);
    expect(pruned.changes).toBe(2);
  });
});

describe('borrowed services', () => {
  const lender = env([service('database')], { name: 'dev' });
  const borrowed = {
    name: 'database',
    service: 'database',
    environment: 'dev',
    lender,
    here: null,
    project: 'notes',
    account: null,
    at: AT,
  };
  const parameters = { Size: '1', Arn: output('database', 'Name') };
  const borrowing = linked(env([service('notes', { parameters })], { borrowed: [borrowed] }), templates);
  const lent = stack('database', {
    name: 'notes-dev-database',
    outputs: [{ key: 'Name', value: 'arn', exportName: 'table' }],
  });

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
    expect(actions(shown)).toEqual([
      'notes create: is not deployed yet',
      "database shared: uses dev's database (CREATE_COMPLETE)",
    ]);
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
    const secret = linked(
      env(services({ users: { runtime: [runtime('KEY', null, { kind: 'secret', type: 'SecureString' })] } })),
      templates,
    );
    expect(plan(up(), { linked: secret }).problems.map(({ code }) => code)).toEqual(['SecretMissing']);
  });
});
