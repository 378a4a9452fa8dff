import { unzipSync } from 'fflate';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { isObject, type Json, type JsonObject } from '../../../src/model/json.ts';
import { bucketName, roleArn } from '../../../src/model/names.ts';
import { desk } from '../../support/cli.ts';
import { enter, REGION } from '../../support/project.ts';
import { FUNCTION } from '../../support/scenario/functions.ts';
import { accountIn, done } from '../../support/scenario/verdict.ts';

const ROOT = new URL('../../../', import.meta.url);
const KINDS = ['performance', 'security', 'networking', 'service discovery', 'features'];

/** What the page's definition names: code, and something that it has to find. */
const SERVICES = {
  'environments/services/notes/code/index.mjs': 'export const handler = async () => null;\n',
  'environments/services/notes/template.yaml': withParameters(FUNCTION['stack/notes.yaml'], ['Project', 'Stage']),
  'environments/services/database/template.yaml': {
    Parameters: { Stage: { Type: 'String' } },
    Resources: { Table: { Type: 'AWS::SNS::Topic' } },
    Outputs: { TableArn: { Value: { Ref: 'Table' } } },
  },
};

function withParameters(template: string | object | undefined, names: readonly string[]): object {
  const { Parameters = {}, ...rest } = structuredClone(template) as { Parameters?: object };
  return {
    ...rest,
    Parameters: { ...Parameters, ...Object.fromEntries(names.map((name) => [name, { Type: 'String' }])) },
  };
}

interface Page {
  /** Files that the page shows, by their path. */
  readonly files: Readonly<Record<string, string>>;
  /** Kind, path at build time, key at run time. */
  readonly kinds: readonly (readonly [kind: string, build: string, runtime: string])[];
}

async function page(): Promise<Page> {
  const text = await readFile(new URL('docs/configuration.md', ROOT), 'utf8');
  const blocks = text.matchAll(/^```yaml (\S+)\n([\s\S]*?)^```$/gm);
  const rows = text.matchAll(/^\| ([a-z ]+?) +\| `(\w+\.\w+)` +\| `([A-Z_]+)` +\|$/gm);
  const placed = (path: string): string => (path.startsWith('services/') ? `environments/${path}` : path);
  return {
    files: Object.fromEntries([...blocks].map(([, path = '', content = '']) => [placed(path), content])),
    kinds: [...rows].map(([, kind = '', build = '', runtime = '']) => [kind, build, runtime] as const),
  };
}

describe('docs/configuration.md', () => {
  it('shows each of the five kinds at both moments, and what it shows deploys', async () => {
    const { files, kinds } = await page();
    expect(kinds.map(([kind]) => kind)).toEqual(KINDS);
    const { run, write, world } = await desk({});
    await write({ ...files, ...SERVICES });
    const created = await done(run('create-account prod --output json'));
    const set = await run('config set prod notes/STRIPE_KEY', { readStdin: async () => 'sk_live_1' });
    expect(set.exit, set.stderr).toBe(0);
    expect(await done(run('deploy prod --yes --output json'))).toMatchObject({ outcome: 'succeeded' });
    const shown = await done(run('config show prod notes --reveal --output json'));
    const [service] = shown['services'] as { build: JsonObject; runtime: { key: string; value: string }[] }[];
    const runtime = Object.fromEntries((service?.runtime ?? []).map(({ key, value }) => [key, value]));
    const packed = await packedConfig(accountIn(created));
    for (const [kind, build, key] of kinds) {
      expect(at(service?.build ?? {}, build), `${kind}: ${build}`).toBeDefined();
      expect(at(packed, build), `${kind}: ${build}`).toEqual(at(service?.build ?? {}, build));
      expect(runtime[key], `${kind}: ${key}`).toBeTruthy();
    }
    expect(packed).toMatchObject({
      feature: { newEditor: true },
      discovery: { supportUrl: expect.stringContaining('/prod') },
    });
    expect(runtime['TABLE']).toMatch(/^arn:aws:sns:/);

    /** `config.json` as the function finds it. */
    async function packedConfig(account: string): Promise<JsonObject> {
      const s3 = (await enter(world, account, roleArn(account, 'OrganizationAccountAccessRole', REGION))).s3(REGION);
      const bucket = bucketName('notes', account, REGION);
      for (const { key } of await s3.list(bucket, '')) {
        const body = (await s3.getObject(bucket, key))?.body ?? new Uint8Array();
        const config = body[0] === 0x50 ? unzipSync(body)['config.json'] : undefined;
        const content: unknown = config && JSON.parse(Buffer.from(config).toString());
        if (isObject(content) && 'discovery' in content) return content;
      }
      throw new Error('no artifact holds a config.json');
    }
  });
});

function at(tree: Json, path: string): Json | undefined {
  return path.split('.').reduce<Json | undefined>((part, key) => (isObject(part) ? part[key] : undefined), tree);
}
