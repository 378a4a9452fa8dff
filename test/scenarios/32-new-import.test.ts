import { expect, test } from 'vitest';
import { isObject } from '../../src/model/json.ts';
import { at, own, stack } from '../support/scenario/definitions.ts';
import { scene } from '../support/scenario/scene.ts';
import { done, outcomes } from '../support/scenario/verdict.ts';

test('when two services are connected, the one that exports is updated before the one that imports', async () => {
  const { run, write, witness, project } = await scene({
    'staging.yaml': own({ alpha: at('alpha'), beta: at('beta') }),
    ...stack('alpha'),
    ...stack('beta'),
  });
  const { accountId } = await done(run('deploy staging --create --yes'));
  const { [`stack/beta.yaml`]: beta } = stack('beta');
  await write({ ...stack('alpha', 'fresh'), 'stack/beta.yaml': withFreshExport(beta) });
  expect(outcomes(await done(run('deploy staging --yes')))).toEqual({ alpha: 'updated', beta: 'updated' });

  const inside = await witness.inside(accountId);
  const times = await Promise.all(
    ['alpha', 'beta'].map(async (name) => {
      const events = await inside.events(`${project}-staging-${name}`);
      const of = (status: string): number | undefined =>
        events.find(({ ResourceStatus }) => ResourceStatus === status)?.Timestamp?.getTime();
      return { begun: of('UPDATE_IN_PROGRESS'), ended: of('UPDATE_COMPLETE') };
    }),
  );
  expect(times[0]?.begun).toBeGreaterThanOrEqual(times[1]?.ended ?? Number.POSITIVE_INFINITY);
});

test('an output that an update is to add can be taken in the same run', async () => {
  const { run, write } = await scene({
    'staging.yaml': own({ alpha: at('alpha'), beta: at('beta') }),
    ...stack('alpha'),
    ...stack('beta'),
  });
  await done(run('deploy staging --create --yes'));
  const { [`stack/beta.yaml`]: beta } = stack('beta');
  await write({
    'staging.yaml': own({ alpha: at('alpha', { parameters: { Stage: '${output:beta.Fresh}' } }), beta: at('beta') }),
    'stack/beta.yaml': withFreshExport(beta),
  });
  expect(outcomes(await done(run('deploy staging --yes')))).toEqual({ alpha: 'updated', beta: 'updated' });
});

/** The template with one more output, exported as `<stage>-fresh`. */
function withFreshExport(template: unknown): object {
  if (!isObject(template) || !isObject(template['Outputs'])) throw new Error('a template has outputs');
  const Fresh = { Value: 'new', Export: { Name: { 'Fn::Sub': '${Stage}-fresh' } } };
  return { ...template, Outputs: { ...template['Outputs'], Fresh } };
}
