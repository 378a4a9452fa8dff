import { GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import { unzipSync } from 'fflate';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { own } from '../support/scenario/definitions.ts';
import { FUNCTION } from '../support/scenario/functions.ts';
import { scene, type Scene } from '../support/scenario/scene.ts';
import { done } from '../support/scenario/verdict.ts';
import type { WireAnswer } from '../support/scenario/wire.ts';

/** Whole, and the parts of it that would still tell: the line ends are what a careless log breaks at. */
const CANARY = 'kn_live_8f2c="q"\nsecond_line_51d0';
const TRACES = ['8f2c', '51d0'];

const SERVICES = {
  notes: {
    template: '../stack/notes.yaml',
    buildConfig: '../stack/config',
    build: { command: 'env && cat "$ENVCTL_BUILD_CONFIG"', directory: '../stack/code' },
    runtime: { STRIPE_KEY: { secret: true }, PAGE_SIZE: { default: '20' } },
  },
};

test('45: a secret that was set is nowhere but in its parameter', async () => {
  const definition = own(SERVICES);
  const given = await scene({
    'staging.yaml': definition,
    'dev.yaml': definition,
    ...FUNCTION,
    'stack/config/staging.yaml': { text: 'hello' },
    'stack/config/dev.yaml': { text: 'hello' },
  });
  const { run, show, project } = given;
  const made = await done(run('create-account staging dev'));
  const [account = ''] = (made['environments'] as { accountId: string }[]).map(({ accountId }) => accountId);

  const said: string[] = [];
  /** Null: however it ends. */
  const follow = async (
    line: Parameters<Scene['show']>[0],
    exit: number | null = 0,
    more: Parameters<Scene['show']>[1] = {},
  ): Promise<void> => {
    for (const act of [show, run]) {
      const result = await act(line, more);
      if (exit !== null) expect(result.exit, `${[line].flat().join(' ')}\n${result.stderr}`).toBe(exit);
      said.push(result.stdout, result.stderr);
    }
  };
  await follow('config set staging notes/STRIPE_KEY --verbose', 0, { readStdin: async () => CANARY });
  await follow('config set staging notes/PAGE_SIZE=50');
  await follow('plan staging --out plan.json');
  await follow('deploy staging --yes --verbose');
  await follow('config copy staging dev --dry-run');
  await follow('config copy staging dev --verbose');
  for (const action of [
    'show staging',
    'diff staging dev',
    'history staging notes/STRIPE_KEY',
    'get staging notes/STRIPE_KEY',
  ]) {
    await follow(`config ${action} --verbose`);
  }
  await follow('config show staging notes --format dotenv');
  await follow('config show staging notes --format json');
  for (const line of ['status staging', 'history staging', 'list --long', 'report staging --out report.html'])
    await follow(`${line} --verbose`);
  await follow('plan staging --verbose');
  await follow('plan staging --destroy');
  // AWS quotes what it does not take.
  given.gate.answer('ssm:PutParameter', quoting(`${CANARY}!`), 2);
  await follow('config set staging notes/STRIPE_KEY', 1, { readStdin: async () => `${CANARY}!` });
  // An answer that breaks off in the middle of the value: what cannot be read is not quoted.
  given.gate.answer('ssm:GetParameterHistory', brokenOff(CANARY), 2);
  await follow('config history staging notes/STRIPE_KEY --verbose', null);
  await follow(['config', 'set', 'staging', `notes/STRIPE_KEY=${CANARY}`], 4);
  said.push(...(await filesBelow(given.root)), ...(await stored(given, account, `${project}-${account}-eu-west-1`)));

  expect(said.join('\n')).toContain('PAGE_SIZE');
  for (const trace of TRACES) expect(said.filter((text) => text.includes(trace))).toEqual([]);
  const inside = await given.witness.inside(account);
  expect(await inside.parameters(`/${project}/staging/notes`)).toMatchObject({
    [`/${project}/staging/notes/STRIPE_KEY`]: CANARY,
  });
});

function brokenOff(value: string): WireAnswer {
  const whole = JSON.stringify({ Parameters: [{ Name: 'x', Type: 'SecureString', Version: 1, Value: value }] });
  return () => ({
    status: 200,
    headers: { 'content-type': 'application/x-amz-json-1.1' },
    body: whole.slice(0, -4),
  });
}

function quoting(value: string): WireAnswer {
  const body = JSON.stringify({ __type: 'ValidationException', message: `value ${value} is not what we like` });
  return () => ({ status: 400, headers: { 'content-type': 'application/x-amz-json-1.1' }, body });
}

/** Every object in the bucket, what is in its archives, and the stacks with their templates. */
async function stored({ witness }: Scene, account: string, bucket: string): Promise<string[]> {
  const inside = await witness.inside(account);
  const objects = Object.values(await inside.objects(bucket));
  const zips = objects.filter((body) => body[0] === 0x50 && body[1] === 0x4b);
  const packed = zips.flatMap((zip) => Object.values(unzipSync(zip)));
  expect(packed.length).toBeGreaterThan(0);
  const stacks = await inside.stacks();
  const templates = Object.keys(stacks).map(
    async (StackName) => (await inside.cloudformation().send(new GetTemplateCommand({ StackName }))).TemplateBody ?? '',
  );
  const texts = [...objects, ...packed].map((body) => Buffer.from(body).toString());
  return [...texts, ...(await Promise.all(templates)), JSON.stringify(stacks)];
}

/** Every file of the project, plans and all. */
async function filesBelow(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Promise.all(files.map((entry) => readFile(join(entry.parentPath, entry.name), 'utf8')));
}
