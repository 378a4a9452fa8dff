import { DeleteParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { expect, test } from 'vitest';
import { FIVE, five, own } from '../support/scenario/definitions.ts';
import { scene, type Scene } from '../support/scenario/scene.ts';
import { done, outcomes } from '../support/scenario/verdict.ts';
import type { Insider } from '../support/scenario/witness.ts';

/** A parameter with a name of its own: it cannot be made while there is another of that name. */
const NOTES = {
  Parameters: { Stage: { Type: 'String' } },
  Resources: {
    Taken: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/taken/notes', Type: 'String', Value: 'x' } },
    Setting: {
      Type: 'AWS::SSM::Parameter',
      Properties: { Type: 'String', Value: { 'Fn::ImportValue': { 'Fn::Sub': '${Stage}-database' } } },
    },
  },
  Outputs: { Name: { Value: { Ref: 'Setting' }, Export: { Name: { 'Fn::Sub': '${Stage}-notes' } } } },
};

test('20: when notes fails, what needs it is not started, what does not need it is kept, and a re-run goes on', async () => {
  const { run, inside, project } = await withTakenName();
  const failed = await run('deploy staging --yes');
  expect(failed.exit, failed.stderr).toBe(1);
  const document = failed.json();
  expect(document['outcome']).toBe('failed');
  expect(outcomes(document)).toEqual({
    database: 'created',
    uploads: 'created',
    notes: 'failed',
    users: 'skipped',
    auth: 'skipped',
  });
  expect(document['error']).toMatchObject({ code: 'StackFailed', message: expect.stringContaining('Taken') });
  expect(Object.keys(await inside.stacks())).not.toContain(`${project}-staging-users`);

  await inside.ssm().send(new DeleteParameterCommand({ Name: '/taken/notes' }));
  expect(outcomes(await done(run('deploy staging --yes')))).toEqual({
    database: 'unchanged',
    uploads: 'unchanged',
    notes: 'recovered',
    users: 'created',
    auth: 'created',
  });
});

test('30: after a failure a re-run without any change is not skipped', async () => {
  const { run, inside } = await withTakenName();
  expect((await run('deploy staging --yes')).exit).toBe(1);
  expect((await run('deploy staging --yes')).exit).toBe(1);
  expect(outcomes(await done(run('plan staging')))).toMatchObject({ database: 'none', notes: 'recover' });
  await inside.ssm().send(new DeleteParameterCommand({ Name: '/taken/notes' }));
  await done(run('deploy staging --yes'));
  expect(await done(run('deploy staging --yes'))).toMatchObject({ outcome: 'unchanged' });
});

async function withTakenName(): Promise<Scene & { inside: Insider }> {
  const given = await scene({ 'staging.yaml': own(five()), ...FIVE, 'stack/notes.yaml': NOTES });
  const { accountId } = await done(given.run('create-account staging'));
  const inside = await given.witness.inside(accountId);
  await inside.ssm().send(new PutParameterCommand({ Name: '/taken/notes', Type: 'String', Value: 'first' }));
  return { ...given, inside };
}
