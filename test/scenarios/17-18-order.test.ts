import { expect, test } from 'vitest';
import { FIVE, five, own } from '../support/scenario/definitions.ts';
import { lifetimes, type Lifetime } from '../support/scenario/lifetimes.ts';
import { scene } from '../support/scenario/scene.ts';
import { done } from '../support/scenario/verdict.ts';

test('17: {database, uploads}, then {notes}, then {users, auth}', async () => {
  const { database, uploads, notes, users, auth } = await deploy('staging');
  expect(notes.begun).toBeGreaterThanOrEqual(database.ended);
  expect(users.begun).toBeGreaterThanOrEqual(notes.ended);
  expect(auth.begun).toBeGreaterThanOrEqual(Math.max(notes.ended, uploads.ended));
  expect(Math.max(database.begun, uploads.begun)).toBeLessThan(Math.min(database.ended, uploads.ended));
  expect(Math.max(users.begun, auth.begun)).toBeLessThan(Math.min(users.ended, auth.ended));
});

// An endpoint whose time is real has to be told that `uploads` of the environment `slow` takes long.
test('18: notes does not wait for uploads, which is slow and which it does not need', async () => {
  const { uploads, notes, users, auth } = await deploy('slow', { 'stack/uploads.yaml': SLOW });
  expect(notes.begun).toBeLessThan(uploads.ended);
  expect(users.begun).toBeLessThan(uploads.ended);
  expect(auth.begun).toBeGreaterThanOrEqual(uploads.ended);
});

/** A queue takes AWS a minute and more. */
const SLOW = {
  Parameters: { Stage: { Type: 'String' } },
  Resources: { Queue: { Type: 'AWS::SQS::Queue' } },
  Outputs: { Name: { Value: { Ref: 'Queue' }, Export: { Name: { 'Fn::Sub': '${Stage}-uploads' } } } },
};

type Five = Record<'database' | 'uploads' | 'notes' | 'users' | 'auth', Lifetime>;

async function deploy(name: string, templates = {}): Promise<Five> {
  const { run, witness, project } = await scene({ [`${name}.yaml`]: own(five()), ...FIVE, ...templates });
  const deployed = await done(run(`deploy ${name} --create --yes`));
  expect(deployed).toMatchObject({ outcome: 'succeeded' });
  const of = await lifetimes(await witness.inside(deployed['accountId']));
  const [database, uploads, notes, users, auth] = ['database', 'uploads', 'notes', 'users', 'auth'].map((service) =>
    of(`${project}-${name}-${service}`),
  );
  if (!database || !uploads || !notes || !users || !auth) throw new Error('five services have five lifetimes');
  return { database, uploads, notes, users, auth };
}
