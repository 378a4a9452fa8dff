import { expect, test } from 'vitest';
import { own } from '../support/scenario/definitions.ts';
import { answerOf, FUNCTION } from '../support/scenario/functions.ts';
import { scene } from '../support/scenario/scene.ts';
import { accountIn, done, refused } from '../support/scenario/verdict.ts';

const SERVICES = { notes: { template: '../stack/notes.yaml', buildConfig: '../stack/config' } };

const CONFIG = {
  'stack/config/default.yaml': { text: 'hello from anywhere' },
  'stack/config/staging.yaml': { text: 'hello from staging' },
  'stack/config/production.yaml': { text: 'hello from production' },
  'stack/config/config.schema.json': {
    type: 'object',
    properties: { text: { type: 'string' } },
    required: ['text'],
  },
};

test('37: the app answers with the text of its own environment', async () => {
  const { run, witness, project, root } = await scene({
    'staging.yaml': own(SERVICES),
    'production.yaml': own(SERVICES),
    ...FUNCTION,
    ...CONFIG,
  });
  await done(run('deploy staging production --create --yes'));
  for (const name of ['staging', 'production']) {
    const account = accountIn(await done(run(`status ${name}`)));
    const inside = await witness.inside(account);
    const bucket = `${project}-${account}-eu-west-1`;
    expect(await answerOf(inside, bucket, root)).toBe(`hello from ${name}`);
  }
});

test.each([
  { what: 'fails its schema', files: { ...CONFIG, 'stack/config/staging.yaml': { text: 42 } }, named: 'staging.yaml' },
  { what: 'is missing', files: { 'stack/config/production.yaml': { text: 'x' } }, named: 'staging.yaml' },
  {
    what: 'is missing, though there are values for all environments,',
    files: { 'stack/config/default.yaml': { text: 'x' } },
    named: 'staging.yaml',
  },
])('38: a configuration that $what stops everything before a build or a call to AWS', async ({ files, named }) => {
  const { run, gate } = await scene({ 'staging.yaml': own(SERVICES), ...FUNCTION, ...files });
  for (const line of ['validate', 'deploy staging --create --yes']) {
    const refusal = await refused(run(line), 4);
    expect(refusal['code']).toBe('ConfigInvalid');
    expect(JSON.stringify(refusal)).toContain(named);
    expect(refusal['at']).toMatchObject({ line: expect.any(Number), column: expect.any(Number) });
  }
  expect(gate.calls).toEqual([]);
});
