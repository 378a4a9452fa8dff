import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../src/model/json.ts';
import { at, FIVE, five, own } from '../support/scenario/definitions.ts';
import { scene, type Scene } from '../support/scenario/scene.ts';
import { done, outcomes } from '../support/scenario/verdict.ts';
import type { Insider } from '../support/scenario/witness.ts';

const EMMA = {
  database: { from: 'staging' },
  uploads: { from: 'staging' },
  auth: { from: 'staging' },
  notes: at('notes', { runtime: { TRUSTED_POOL: '${output:auth.Name}' } }),
  users: at('users'),
};

const OUTCOMES = { database: 'shared', uploads: 'shared', auth: 'shared', notes: 'created', users: 'created' };

test('22: two of five services are deployed; in the same account they import what staging exports', async () => {
  const { run, project, staging } = await withStaging(own(EMMA, { account: { environment: 'staging' } }));
  expect(await imports(run('plan dev-emma'))).toEqual(['staging/database by export']);
  expect(outcomes(await done(run('deploy dev-emma --yes')))).toEqual(OUTCOMES);
  const stacks = Object.keys(await staging.stacks()).filter((name) => name.includes('dev-emma'));
  expect(stacks.sort()).toEqual([`${project}-dev-emma-notes`, `${project}-dev-emma-users`]);
  expect(await valueIn(staging, `${project}-dev-emma-notes`)).toBe(
    await nameOf(staging, `${project}-staging-database`),
  );
});

test('23: in another account staging’s values take the place of the imports, and the plan says so', async () => {
  const { run, project, witness, staging } = await withStaging(own(EMMA));
  await done(run('create-account dev-emma'));
  expect(await imports(run('plan dev-emma'))).toEqual(['staging/database by value']);
  const deployed = await done(run('deploy dev-emma --yes'));
  expect(outcomes(deployed)).toEqual(OUTCOMES);
  const emma = await witness.inside(deployed['accountId']);
  expect(Object.keys(await emma.stacks()).sort()).toEqual([`${project}-dev-emma-notes`, `${project}-dev-emma-users`]);
  expect(await valueIn(emma, `${project}-dev-emma-notes`)).toBe(await nameOf(staging, `${project}-staging-database`));
});

test('24: the API here is told whose logins it has to accept', async () => {
  const { run, project, witness, staging } = await withStaging(own(EMMA));
  const { accountId } = await done(run('deploy dev-emma --create --yes'));
  const emma = await witness.inside(accountId);
  expect(await emma.parameters(`/${project}/dev-emma/notes`)).toEqual({
    [`/${project}/dev-emma/notes/TRUSTED_POOL`]: await nameOf(staging, `${project}-staging-auth`),
  });
});

/** A scene with staging deployed. */
async function withStaging(emma: JsonObject): Promise<Scene & { staging: Insider }> {
  const given = await scene({ 'staging.yaml': own(five()), 'dev-emma.yaml': emma, ...FIVE });
  const { accountId } = await done(given.run('deploy staging --create --yes'));
  return { ...given, staging: await given.witness.inside(accountId) };
}

/** Where the imports of the plan lead, each once. */
async function imports(plan: ReturnType<Scene['run']>): Promise<string[]> {
  const { services } = await done(plan);
  const all = (services as { imports: { from: string; by: string }[] }[]).flatMap((service) => service.imports);
  return [...new Set(all.map(({ from, by }) => `${from} by ${by}`))];
}

/** The name that AWS gave the parameter which a stack is made of: its output. */
async function nameOf(inside: Insider, stack: string): Promise<string> {
  const { Outputs = [] } = (await inside.stacks())[stack] ?? {};
  return Outputs.find(({ OutputKey }) => OutputKey === 'Name')?.OutputValue ?? 'nothing';
}

/** What stands in that parameter. */
async function valueIn(inside: Insider, stack: string): Promise<string | undefined> {
  const command = new GetParameterCommand({ Name: await nameOf(inside, stack) });
  return (await inside.ssm().send(command)).Parameter?.Value;
}
