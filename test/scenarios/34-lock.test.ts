import { expect, test } from 'vitest';
import { at, own, stack } from '../support/scenario/definitions.ts';
import { scene, type Scene } from '../support/scenario/scene.ts';
import { done, outcomes } from '../support/scenario/verdict.ts';
import type { Ended } from '../support/cli.ts';

const EMMA = { user: 'emma', hostname: 'laptop' };
const CI = { user: 'ci', hostname: 'runner' };

test('of two deployments at the same time one goes on, the other is refused and told who is at work', async () => {
  const { run, gate } = await bootstrapped();
  // The first one hears that its change set is there only after the second one has tried: they overlap on any machine.
  const second = new Promise<Ended>((resolve, reject) => {
    gate.after('cloudformation:CreateChangeSet', () => run('deploy staging --yes', CI).then(resolve, reject));
  });
  const [first, refused] = await Promise.all([run('deploy staging --yes', EMMA), second]);
  expect([first.exit, refused.exit]).toEqual([0, 3]);
  expect(refused.json()['error']).toMatchObject({
    code: 'Locked',
    message: expect.stringContaining('emma'),
    hint: expect.stringContaining('--wait'),
  });
});

test('with --wait the second waits, and then finds nothing left to do', async () => {
  const { run } = await bootstrapped();
  const both = await Promise.all([
    done(run('deploy staging --yes --wait', EMMA)),
    done(run('deploy staging --yes --wait', CI)),
  ]);
  const words = new Set(both.map((document) => outcomes(document)['notes']));
  expect(words).toEqual(new Set(['created', 'unchanged']));
});

async function bootstrapped(): Promise<Scene> {
  const given = await scene({ 'staging.yaml': own({ notes: at('notes') }), ...stack('notes') });
  await done(given.run('create-account staging'));
  await done(given.run('bootstrap staging'));
  return given;
}
