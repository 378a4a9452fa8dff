import { join } from 'node:path';
import { symlink } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { fillConfig, loadBuildConfig } from '../../../src/definition/build-config.ts';
import type { LoadOptions } from '../../../src/definition/load-options.ts';
import { definition, lines, loadFolder, projectFolder, type Files } from './project-fixture.ts';

const YAML = definition(
  'config: { size: 256, literal: "$${x}" }',
  'services: { notes: { template: ../stack/t.yaml, buildConfig: ../stack/config } }',
);
const PLACE = { account: '123456789012', region: 'eu-west-1' };

/** Reads these files; the environment's own is empty unless it is among them. */
async function build(files: Files, more: Partial<LoadOptions> = {}): Promise<{ config: unknown; problems: string[] }> {
  const own = Object.keys(files).some((name) => name.startsWith('main.')) ? {} : { 'main.yaml': '' };
  const placed = Object.entries({ ...own, ...files }).map(([name, content]) => [
    name.includes('/') ? name : `stack/config/${name}`,
    content,
  ]);
  const root = await projectFolder({
    'environments/main.yaml': YAML,
    'stack/config/.keep': '',
    ...(Object.fromEntries(placed) as Files),
  });
  return read(root, more);
}

async function read(root: string, more: Partial<LoadOptions> = {}): Promise<{ config: unknown; problems: string[] }> {
  const { environments } = await loadFolder(root, ['main'], more);
  const [environment] = environments;
  const service = environment?.services[0];
  if (!environment || !service) throw new Error('the definition is invalid');
  const options = { env: { CI: 'yes' }, gitSha: async () => 'abc123' };
  const { value, diagnostics } = await loadBuildConfig(service, environment, options);
  return { config: value && fillConfig(value, PLACE), problems: lines({ root, diagnostics }) };
}

describe('build-time configuration', () => {
  it.each<[string, Files, unknown]>([
    ['default with nothing to add', { 'default.yaml': 'a: 1\n' }, { a: 1 }],
    ["the environment's own alone", { 'main.json': '{\n\t"a": [1, null]\n}' }, { a: [1, null] }],
    [
      'one merged over the other',
      { 'default.json': '{"a": {"b": 1, "c": 2}, "d": 3}', 'main.yaml': 'a: { c: 4 }\nd: null\n' },
      { a: { b: 1, c: 4 } },
    ],
    [
      'references',
      {
        'default.yaml':
          'e: ${project}-${environment}\ns: ${config:size}\nt: "x${config:size}"\nv: ${env:CI}\ng: ${git:sha}\nl: $${x}\nm: ${config:literal}\n',
      },
      { e: 'notes-main', s: 256, t: 'x256', v: 'yes', g: 'abc123', l: '${x}', m: '${x}' },
    ],
    [
      'account and region, filled in for one place',
      { 'default.yaml': 'arn: ["arn:${region}:${account}"]\n' },
      { arn: ['arn:eu-west-1:123456789012'] },
    ],
    ['an empty file', { 'default.yaml': '# nothing yet\n' }, {}],
  ])('%s', async (_, files, config) => {
    expect(await build(files)).toEqual({ config, problems: [] });
  });

  it('leaves account and region open until they are known', async () => {
    const root = await projectFolder({ 'environments/main.yaml': YAML, 'stack/config/main.yaml': 'r: ${region}\n' });
    const [environment] = (await loadFolder(root)).environments;
    const service = environment?.services[0];
    if (!environment || !service) throw new Error('the definition is invalid');
    const { value } = await loadBuildConfig(service, environment, { env: {}, gitSha: async () => null });
    expect(value && ['eu-west-1', 'us-east-1'].map((region) => fillConfig(value, { account: '1', region }))).toEqual([
      { r: 'eu-west-1' },
      { r: 'us-east-1' },
    ]);
  });

  it("falls back to the definition's own file when it goes by another name", async () => {
    expect(await build({ 'main.yaml': 'a: ${environment}\n' }, { as: 'pr-12' })).toEqual({
      config: { a: 'pr-12' },
      problems: [],
    });
    expect(await build({ 'main.yaml': 'a: 1\n', 'pr-12.yaml': 'a: 2\n' }, { as: 'pr-12' })).toMatchObject({
      config: { a: 2 },
    });
  });

  it.each<[string, Files, string]>([
    [
      'two files for one',
      { 'default.yaml': 'a: 1\n', 'default.json': '{}' },
      'environments/main.yaml:5:62 ConfigInvalid the build-time configuration has both default.yaml and default.json (keep one of them)',
    ],
    [
      'no YAML',
      { 'default.yaml': 'a: b: c\n' },
      'stack/config/default.yaml:1:4 ConfigInvalid not valid YAML: nested mappings',
    ],
    [
      'no map',
      { 'default.yaml': '- 1\n' },
      'stack/config/default.yaml:1:1 ConfigInvalid build-time configuration must be a map',
    ],
    [
      'duplicate keys in JSON',
      { 'default.json': '{"a": 1,\n "a": 2}' },
      'stack/config/default.json:2:2 ConfigInvalid the key "a" is given twice',
    ],
    [
      'an unknown reference',
      { 'main.yaml': 'a:\n  b: ${config:siz}\n' },
      'stack/config/main.yaml:2:6 UnknownReference config has no value siz (did you mean size?)',
    ],
    [
      'an output',
      { 'main.yaml': 'a: ${output:notes.Url}\n' },
      'stack/config/main.yaml:1:4 ConfigInvalid ${output:notes.Url} is not known when an artifact is made (make it a run-time value: runtime of the service)',
    ],
    [
      'a parameter',
      { 'main.yaml': 'a: ${ssm:/x}\n' },
      'stack/config/main.yaml:1:4 ConfigInvalid ${ssm:/x} is not known',
    ],
  ])('%s is refused', async (_, files, message) => {
    const { config, problems } = await build(files);
    expect(config).toBeNull();
    expect(problems).toEqual([expect.stringContaining(message)]);
  });

  it.each<[string, Files, string]>([
    ['neither file', {}, 'add main.yaml'],
    ['default alone', { 'default.json': '{}' }, 'add main.yaml; an empty one takes default.json as it is'],
    ['another environment alone', { 'prod.yaml': '' }, 'add main.yaml'],
  ])('that is %s is refused: the own file may have been forgotten', async (_, files, hint) => {
    const placed = Object.entries(files).map(([name, content]) => [`stack/config/${name}`, content]);
    const root = await projectFolder({
      'environments/main.yaml': YAML,
      'stack/config/.keep': '',
      ...(Object.fromEntries(placed) as Files),
    });
    expect((await read(root)).problems).toEqual([
      `environments/main.yaml:5:62 ConfigInvalid main has no build-time configuration of its own in stack/config (${hint})`,
    ]);
  });

  it('may not be a link to the outside', async () => {
    const outside = await projectFolder({ 'secret.yaml': 'a: 1\n' });
    const root = await projectFolder({ 'environments/main.yaml': YAML, 'stack/config/main.yaml': '' });
    await symlink(join(outside, 'secret.yaml'), join(root, 'stack/config/default.yaml'));
    expect((await read(root)).problems).toEqual([expect.stringContaining('ConfigInvalid build-time configuration')]);
  });
});

describe('its schema', () => {
  const schema = (content: unknown): Files => ({
    'config.schema.json': JSON.stringify({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      ...(content as object),
    }),
  });
  const typed = schema({
    type: 'object',
    required: ['a'],
    additionalProperties: false,
    properties: {
      a: { type: 'integer', maximum: 5 },
      url: { type: 'string', format: 'uri' },
      one: { oneOf: [{ type: 'string' }, { type: 'number' }] },
    },
  });

  it('lets through what fits', async () => {
    expect(
      await build({ ...typed, 'default.yaml': 'a: 1\nurl: https://a.example/${account}\none: x\n' }),
    ).toMatchObject({ problems: [] });
  });

  it('locates each error in the file that holds the value', async () => {
    const { problems } = await build({
      ...typed,
      'default.yaml': 'a: 7\nurl: no url\n',
      'main.yaml': 'on: x\none: true\n',
    });
    expect(problems).toEqual([
      'stack/config/default.yaml:1:4 ConfigInvalid a must be at most 5, not 7',
      'stack/config/default.yaml:2:6 ConfigInvalid url must match format "uri", not "no url"',
      'stack/config/main.yaml:1:1 ConfigInvalid unknown key "on" (did you mean one?)',
      'stack/config/main.yaml:2:6 ConfigInvalid one must match exactly one schema in oneOf, not true',
    ]);
  });

  it('tells what is missing', async () => {
    expect((await build({ ...typed, 'default.yaml': 'url: https://a.example\n' })).problems).toEqual([
      'stack/config/default.yaml:1:1 ConfigInvalid a is missing (add a)',
    ]);
  });

  it.each<[string, Files, string]>([
    [
      'a pattern that backtracks without end',
      {
        'config.schema.json': '{ "properties": { "a": { "pattern": "^(a+)+$" } } }',
        'main.yaml': `a: ${'a'.repeat(40)}b\n`,
      },
      'stack/config/config.schema.json:1:1 ConfigInvalid the pattern ^(a+)+$ of the schema takes too long',
    ],
    ['no JSON', { 'config.schema.json': '{' }, 'stack/config/config.schema.json:1:2 ConfigInvalid not valid YAML'],
    ['empty', { 'config.schema.json': '' }, 'stack/config/config.schema.json:1:1 ConfigInvalid the schema is empty'],
    [
      'a number',
      { 'config.schema.json': '1' },
      'stack/config/config.schema.json:1:1 ConfigInvalid the schema must be a map',
    ],
    [
      'of no type there is',
      { 'config.schema.json': '{\n  "type": "strong"\n}' },
      'stack/config/config.schema.json:2:11 ConfigInvalid type must be',
    ],
    [
      'with a reference to nowhere',
      { 'config.schema.json': '{ "$ref": "#/$defs/x" }' },
      'stack/config/config.schema.json:1:1 ConfigInvalid the schema cannot be used',
    ],
    [
      'of an older draft',
      { 'config.schema.json': '{ "$schema": "http://json-schema.org/draft-07/schema#" }' },
      'stack/config/config.schema.json:1:1 ConfigInvalid the schema cannot be used (write it as JSON Schema 2020-12)',
    ],
  ])('that is %s is refused', async (_, files, message) => {
    const { problems } = await build({ ...files, 'default.yaml': 'a: 1\n' });
    expect(problems[0]).toContain(message);
  });
});
