import { GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../src/model/json.ts';
import { at, own, stack } from '../support/scenario/definitions.ts';
import { FUNCTION } from '../support/scenario/functions.ts';
import { scene, type Scene } from '../support/scenario/scene.ts';
import { done, outcomes } from '../support/scenario/verdict.ts';

const RUNTIME = {
  PAGE_SIZE: { default: '20' },
  LIMIT: { default: '1', apply: 'live' },
  STRIPE_KEY: { secret: true },
  TOKEN: { secret: true, apply: 'live' },
};

test('44: a function starts again for a value that is applied by a deployment, and for no other', async () => {
  const { run, started } = await deployed();
  const first = await started();

  await done(run('config set staging notes/LIMIT=2'));
  await done(run('config set staging notes/TOKEN', { readStdin: async () => 'other' }));
  expect(await done(run('plan staging'))).toMatchObject({ changes: 0 });
  expect(await done(run('deploy staging --yes'))).toMatchObject({ outcome: 'unchanged' });
  expect(await started()).toBe(first);

  const seen = [first];
  for (const [words, input] of [
    ['set staging notes/PAGE_SIZE=50', null],
    ['set staging notes/STRIPE_KEY', 'sk_2'],
    ['unset staging notes/PAGE_SIZE', null],
  ] as const) {
    await done(run(`config ${words}`, { readStdin: async () => input }));
    expect((await run('plan staging --detailed-exitcode')).exit, words).toBe(2);
    expect(outcomes(await done(run('deploy staging --yes'))), words).toEqual({ notes: 'updated' });
    expect(await done(run('plan staging'))).toMatchObject({ changes: 0 });
    seen.push(await started());
  }
  expect(seen[1]).not.toBe(first);
  expect(seen[2]).not.toBe(seen[1]);
  expect(seen[3]).not.toBe(seen[2]);
});

test('44: a value of the definition is applied with the deployment that brings it', async () => {
  const { run, write, started } = await deployed();
  const first = await started();
  await write(definition({ ...RUNTIME, PAGE_SIZE: { default: '30' } }));
  expect(outcomes(await done(run('deploy staging --yes')))).toEqual({ notes: 'updated' });
  expect(await started()).not.toBe(first);
});

test('44: a service without code is marked changed, too, so that what follows an update follows', async () => {
  const services = (size: string, limit: string) => ({
    notes: at('notes', {
      runtime: { SIZE: size, LIMIT: { value: limit, apply: 'live' } },
      after: { command: 'echo ran >> ../after.log' },
    }),
  });
  const { run, write, root } = await scene({ 'staging.yaml': own(services('1', '1')), ...stack('notes') });
  const deploy = async (size: string, limit: string): Promise<JsonObject> => {
    await write({ 'staging.yaml': own(services(size, limit)) });
    return outcomes(await done(run('deploy staging --yes --create'))) as JsonObject;
  };
  expect(await deploy('1', '1')).toEqual({ notes: 'created' });
  expect(await deploy('1', '2')).toEqual({ notes: 'unchanged' });
  expect(await deploy('2', '2')).toEqual({ notes: 'updated' });
  expect(await done(run('plan staging'))).toMatchObject({ changes: 0 });
  expect(await readFile(join(root, 'after.log'), 'utf8')).toBe('ran\nran\n');
});

function definition(runtime: JsonObject): Record<string, JsonObject> {
  return { 'staging.yaml': own({ notes: { template: '../stack/notes.yaml', runtime } }) };
}

/** The function of the sample with a variable, as one that finds its parameters has. */
function withVariables(files: typeof FUNCTION): typeof FUNCTION {
  const template = structuredClone(files['stack/notes.yaml']) as { Resources: { Notes: { Properties: JsonObject } } };
  const { Notes } = template.Resources;
  Notes.Properties = { ...Notes.Properties, Environment: { Variables: { PARAMETERS_PATH: '/somewhere' } } };
  return { ...files, 'stack/notes.yaml': template };
}

async function deployed(): Promise<Scene & { started(): Promise<Json> }> {
  const given = await scene({ ...definition(RUNTIME), ...withVariables(FUNCTION) });
  const { accountId } = await done(given.run('create-account staging'));
  for (const key of ['STRIPE_KEY', 'TOKEN']) {
    await done(given.run(`config set staging notes/${key}`, { readStdin: async () => 'sk_1' }));
  }
  await done(given.run('deploy staging --yes'));
  const inside = await given.witness.inside(accountId);
  const StackName = `${given.project}-staging-notes`;
  const started = async (): Promise<Json> => {
    const { TemplateBody = '{}' } = await inside.cloudformation().send(new GetTemplateCommand({ StackName }));
    const template = JSON.parse(TemplateBody) as {
      Resources: { Notes: { Properties: { Environment: { Variables: JsonObject } } } };
    };
    const { PARAMETERS_PATH, ENVCTL_RUNTIME = null } = template.Resources.Notes.Properties.Environment.Variables;
    expect(PARAMETERS_PATH).toBe('/somewhere');
    return ENVCTL_RUNTIME;
  };
  return { ...given, started };
}
