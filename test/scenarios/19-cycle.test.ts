import { expect, test } from 'vitest';
import { at, own, stack } from '../support/scenario/definitions.ts';
import { scene } from '../support/scenario/scene.ts';
import { refused } from '../support/scenario/verdict.ts';

test.each(['validate', 'plan staging', 'deploy staging --yes'])(
  '`%s` names a cycle before any call to AWS',
  async (line) => {
    const { run, gate } = await scene({
      'staging.yaml': own({ notes: at('notes'), users: at('users'), auth: at('auth', { dependsOn: ['users'] }) }),
      ...stack('notes', 'auth'),
      ...stack('users', 'notes'),
      ...stack('auth'),
    });
    const { code, message } = await refused(run(line), 4);
    expect(code).toBe('DependencyCycle');
    for (const name of ['notes', 'users', 'auth']) expect(message).toContain(name);
    expect(gate.calls).toEqual([]);
  },
);

test('an unknown dependency is told at its place, before any call to AWS', async () => {
  const { run, gate } = await scene({
    'staging.yaml': own({ notes: at('notes', { dependsOn: ['databse'] }), database: at('database') }),
    ...stack('notes'),
    ...stack('database'),
  });
  expect(await refused(run('deploy staging --yes'), 4)).toMatchObject({
    code: 'UnknownReference',
    message: expect.stringContaining('databse'),
    hint: expect.stringContaining('database'),
    at: { file: expect.stringContaining('staging.yaml'), line: expect.any(Number) },
  });
  expect(gate.calls).toEqual([]);
});
