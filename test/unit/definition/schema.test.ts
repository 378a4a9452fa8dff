import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { environmentSchema } from '../../../src/definition/definition.generated.ts';

interface Schema {
  readonly [key: string]: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly $ref?: string;
}

const file = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const root = JSON.parse(await readFile(file('schemas/environment.schema.json'), 'utf8')) as Schema & {
  $defs: Record<string, Schema>;
};

/** Each key that the schema knows, with what it says of it, `$ref`s followed. */
function keys(schema: Schema, path: string): [string, Schema][] {
  const inner = Object.entries(schema.properties ?? {}).map(([key, property]): [string, Schema] => {
    const target = root.$defs[property.$ref?.split('/').at(-1) ?? ''] ?? {};
    return [`${path}${key}`, { ...target, ...property }];
  });
  return inner.flatMap(
    ([key, property]) => [[key, property], ...(property.$ref ? [] : keys(property, `${key}.`))] as [string, Schema][],
  );
}

const all = [
  ...keys(root, ''),
  ...Object.entries(root.$defs).flatMap(([name, schema]) => keys(schema, `$defs.${name}.`)),
];

describe('the schema', () => {
  it('has a description and an example for every key', () => {
    expect(all.length).toBeGreaterThan(60);
    expect(
      all.filter(([, { description, examples }]) => !description || !examples?.length).map(([key]) => key),
    ).toEqual([]);
  });

  it('carries the version of the format in its id', () => {
    expect(root.$id).toMatch(/\/v1\.json$/);
  });

  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
  ajv.addKeyword('patternErrorMessage');
  const validate = ajv.compile(root);

  it.each(
    all.flatMap(([key, { examples }]) =>
      key.startsWith('$defs') || key.includes('.') ? [] : (examples ?? []).map((example) => [key, example]),
    ),
  )('accepts its example of %s, %j', (key, example) => {
    expect(validate({ [String(key)]: example }), JSON.stringify(validate.errors)).toBe(true);
  });

  it('accepts, as an editor would check it, every file of a project', async () => {
    const folder = file('test/fixtures/definitions/complete/environments');
    const files = await readdir(folder);
    expect(files.length).toBeGreaterThan(3);
    for (const name of files) {
      const content: unknown = parse(await readFile(`${folder}/${name}`, 'utf8'), { merge: true });
      expect(validate(content), `${name}: ${JSON.stringify(validate.errors)}`).toBe(true);
    }
  });

  it('is what the types and the reference were generated from', async () => {
    const check = promisify(execFile)(process.execPath, [file('scripts/generate.js'), '--check']);
    await expect(check).resolves.toMatchObject({ stderr: '' });
    expect(environmentSchema).toEqual(root);
  });
});
