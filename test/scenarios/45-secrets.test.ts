import { GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { unzipSync } from 'fflate';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { own } from '../support/scenario/definitions.ts';
import { FUNCTION } from '../support/scenario/functions.ts';
import { scene } from '../support/scenario/scene.ts';
import { accountIn, done, refused } from '../support/scenario/verdict.ts';
import type { Insider } from '../support/scenario/witness.ts';

const SECRET = 'sk_live_4eC39HqLyjWDarjtT1zdp7dc';

const SERVICES = {
  notes: {
    template: '../stack/notes.yaml',
    buildConfig: '../stack/config',
    runtime: { STRIPE_KEY: { secret: true }, PAGE_SIZE: '20' },
  },
};

const FILES = { 'staging.yaml': own(SERVICES), ...FUNCTION, 'stack/config/staging.yaml': { text: 'hello' } };

test('a secret is in no output, file, artifact, record or template', async () => {
  const { run, show, witness, project, root } = await scene(FILES);
  const account = accountIn(await done(run('create-account staging')));
  const inside = await witness.inside(account);
  const Name = `/${project}/staging/notes/STRIPE_KEY`;
  await inside.ssm().send(new PutParameterCommand({ Name, Type: 'SecureString', Value: SECRET }));

  const said: string[] = [];
  for (const line of ['bootstrap', 'plan', 'deploy --yes --verbose', 'status', 'list', 'destroy --yes']) {
    const [command = '', ...options] = line.split(' ');
    const full = [command, ...(command === 'list' ? [] : ['staging']), ...options].join(' ');
    if (command === 'destroy') said.push(...(await stored(inside, `${project}-${account}-eu-west-1`)));
    const { exit, stdout, stderr } = await show(full);
    expect(exit, stderr).toBe(0);
    said.push(stdout, stderr);
  }
  said.push(...(await written(root)));
  expect(said.join('\n')).toContain('PAGE_SIZE');
  expect(said.filter((text) => text.includes(SECRET))).toEqual([]);
  expect(await inside.parameters(`/${project}`)).toEqual({ [Name]: SECRET });
});

test('a deployment does not start while a secret is missing', async () => {
  const { run } = await scene(FILES);
  await done(run('create-account staging'));
  expect(await refused(run('deploy staging --yes'), 3)).toMatchObject({
    code: 'SecretMissing',
    message: expect.stringContaining('STRIPE_KEY'),
  });
});

/** Every object in the bucket, what is in its archives, and the templates of all stacks. */
async function stored(inside: Insider, bucket: string): Promise<string[]> {
  const objects = Object.values(await inside.objects(bucket));
  const packed = objects
    .filter((body) => body[0] === 0x50 && body[1] === 0x4b)
    .flatMap((zip) => Object.values(unzipSync(zip)));
  const stacks = await inside.stacks();
  const templates = Object.keys(stacks).map(
    async (StackName) => (await inside.cloudformation().send(new GetTemplateCommand({ StackName }))).TemplateBody ?? '',
  );
  const texts = [...objects, ...packed].map((body) => Buffer.from(body).toString());
  expect(packed.length).toBeGreaterThan(0);
  return [...texts, ...(await Promise.all(templates)), JSON.stringify(stacks)];
}

/** Every file of the project. */
async function written(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Promise.all(files.map((entry) => readFile(join(entry.parentPath, entry.name), 'utf8')));
}
