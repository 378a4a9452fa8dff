import { DeleteStackCommand } from '@aws-sdk/client-cloudformation';
import { expect, test } from 'vitest';
import { scripted } from '../support/host.ts';
import { at, own, stack } from '../support/scenario/definitions.ts';
import { scene, type Scene } from '../support/scenario/scene.ts';
import { done, outcomes } from '../support/scenario/verdict.ts';
import type { Insider } from '../support/scenario/witness.ts';

const FILES = { ...stack('database'), ...stack('notes', 'database'), ...stack('users', 'notes') };
const SERVICES = { database: at('database'), notes: at('notes'), users: at('users') };

test('services go in reverse order, and a second run finds nothing', async () => {
  const { run, gate, inside } = await deployed(SERVICES);
  const before = gate.calls.length;
  expect(outcomes(await done(run('destroy staging --yes')))).toEqual({
    users: 'deleted',
    notes: 'deleted',
    database: 'deleted',
  });
  expect(await inside.stacks()).toEqual({});
  // CloudFormation refuses to delete what others import: each went once, so the order was right.
  const deletions = gate.calls.slice(before).filter(({ operation }) => operation === 'DeleteStack');
  expect(deletions).toHaveLength(3);
  const again = await done(run('destroy staging --yes'));
  expect(again).toMatchObject({ outcome: 'unchanged' });
  expect(outcomes(again)).toEqual({ users: 'absent', notes: 'absent', database: 'absent' });
});

test('a stack that is gone already is passed over', async () => {
  const { run, inside, project, clock } = await deployed(SERVICES);
  const StackName = `${project}-staging-users`;
  await inside.cloudformation().send(new DeleteStackCommand({ StackName }));
  while (StackName in (await inside.stacks())) await clock.sleep(500);
  expect(outcomes(await done(run('destroy staging --yes')))).toEqual({
    users: 'absent',
    notes: 'deleted',
    database: 'deleted',
  });
});

test('protected services are kept, and what goes and what stays is shown first', async () => {
  const { run, show, inside, project } = await deployed({ ...SERVICES, database: at('database', { protected: true }) });
  const person = scripted(false);
  const shown = await show('destroy staging', { prompter: person });
  expect(shown.exit).toBe(3);
  expect(shown.stderr).toMatch(/= .*database.*kept/);
  expect(shown.stderr).toMatch(/- .*notes/);

  const destroyed = await done(run('destroy staging --yes'));
  expect(outcomes(destroyed)).toEqual({ users: 'deleted', notes: 'deleted', database: 'kept' });
  expect(destroyed['kept']).toEqual([`${project}-staging-database`]);
  expect(Object.keys(await inside.stacks())).toEqual([`${project}-staging-database`]);
});

async function deployed(services: object): Promise<Scene & { inside: Insider }> {
  const given = await scene({ 'staging.yaml': own({ ...services }), ...FILES });
  const { accountId } = await done(given.run('deploy staging --create --yes'));
  return { ...given, inside: await given.witness.inside(accountId) };
}
