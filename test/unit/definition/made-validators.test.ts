import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Ajv2020, ValidateFunction } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import { describe, expect, it } from 'vitest';
import { compileSchema } from '../../../src/definition/compile-schema.ts';
import { definitionAjv, definitionValidator } from '../../../src/definition/definition-validator.ts';
import { schemaAjv, schemaValidator } from '../../../src/definition/schema-validator.ts';
import { folder } from '../../support/folder.ts';

/** The check as the bundle has it: its code, written down and loaded again. */
async function made(ajv: Ajv2020, validate: unknown): Promise<ValidateFunction> {
  const file = join(await folder({}), 'validate.mjs');
  const require = `import { createRequire } from 'node:module'; const require = createRequire(${JSON.stringify(import.meta.url)});`;
  await writeFile(file, `${require}\n${standalone.default(ajv, validate as ValidateFunction)}`);
  const { default: loaded } = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as {
    default: ValidateFunction;
  };
  return loaded;
}

function errorsOf(validate: ValidateFunction, value: unknown): unknown {
  return [validate(value), validate.errors];
}

describe('checks that are made when envctl is built', () => {
  it('find in definitions what those find that are made when they are needed', async () => {
    const ajv = definitionAjv();
    const [built, compiled] = [await made(ajv, definitionValidator(ajv)), definitionValidator()];
    const values = [
      { project: 'notes', account: { id: '123456789012' }, services: { a: { template: 't.yaml' } } },
      { project: 'Notes_', account: {}, servces: {}, region: 7 },
      { services: { a: { template: [], runtime: { K: { secret: true, value: 1 } } }, b: null }, tags: { a: {} } },
      { account: { email: 'x', environment: 'dev' }, baseline: { budget: { monthly: 'a' } }, quotas: [{}] },
      [],
    ];
    for (const value of values) expect(errorsOf(built, value)).toEqual(errorsOf(compiled, value));
  });

  it('find in schemas what those find', async () => {
    const ajv = schemaAjv();
    const built = await made(ajv, schemaValidator(ajv));
    for (const schema of [true, { type: 'object' }, { type: 'objct', minLength: -1 }, { $ref: 3 }]) {
      const compiled = compileSchema(schema);
      expect(errorsOf(built, schema)).toEqual([
        compiled.validate !== null,
        'errors' in compiled ? compiled.errors : null,
      ]);
    }
  });

  it.each([
    ['http://json-schema.org/draft-07/schema#', /no schema with key or ref/],
    [3, /\$schema must be a string/],
  ])('refuse a schema of the kind %s', ($schema, message) => {
    expect(() => compileSchema({ $schema })).toThrow(message);
  });
});
