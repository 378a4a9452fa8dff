import { expect, test } from 'vitest';
import { at, own, stack } from '../support/scenario/definitions.ts';
import { scene, type Scene } from '../support/scenario/scene.ts';
import { done, refused } from '../support/scenario/verdict.ts';
import { changing } from '../support/scenario/wire.ts';

const FILES = {
  'staging.yaml': own({ database: at('database') }),
  'dev-emma.yaml': own({ database: { from: 'staging' }, notes: at('notes') }),
  ...stack('database'),
  ...stack('notes', 'database'),
};

test('25: while staging lacks the shared service, the borrower is refused, and told what to deploy first', async () => {
  const { run, gate } = await scene(FILES);
  await done(run('create-account staging dev-emma'));
  const before = gate.calls.length;
  const refusal = await refused(run('deploy dev-emma --yes'), 3);
  expect(refusal).toMatchObject({ code: 'OutputMissing', message: expect.stringContaining('database') });
  expect(JSON.stringify([refusal['message'], refusal['hint']])).toContain('staging');
  expect(changing(gate.calls.slice(before))).toEqual([]);
});

test('26: what is borrowed is neither destroyed nor closed, and the borrowers are listed', async () => {
  const { run, gate } = await borrowed();
  const before = gate.calls.length;
  for (const line of ['destroy staging --yes', 'close-account staging --confirm staging']) {
    expect(await refused(run(line), 3)).toMatchObject({
      code: 'Borrowed',
      message: expect.stringContaining('dev-emma'),
    });
  }
  expect(changing(gate.calls.slice(before))).toEqual([]);
});

test('26: once the borrower has gone, nothing stands in the way', async () => {
  const { run } = await borrowed();
  await done(run('destroy dev-emma --yes'));
  expect(await done(run('destroy staging --yes'))).toMatchObject({ outcome: 'succeeded' });
});

async function borrowed(): Promise<Scene> {
  const given = await scene(FILES);
  await done(given.run('deploy staging --create --yes'));
  await done(given.run('deploy dev-emma --create --yes'));
  return given;
}
