import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { JsonObject } from '../model/json.ts';
import { boundedPattern } from './bounded-pattern.ts';
import { META_SCHEMA } from './meta-schema.ts';
import { schemaValidator } from './schema-validator.ts';

/** A check that is ready to use, or what is wrong with the schema. */
export type CompiledSchema =
  { readonly validate: ValidateFunction } | { readonly validate: null; readonly errors: readonly ErrorObject[] };

/**
 * Compiles somebody's JSON Schema 2020-12. Throws for one that is of another kind, or that refers to what is not there. Loaded
 * only where there is such a schema: ajv is the largest library of all that definitions need.
 */
export function compileSchema(schema: JsonObject | boolean): CompiledSchema {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: false,
    verbose: true,
    ownProperties: true,
    logger: false,
    validateSchema: false,
    // It checks some dozen values: making its code smaller takes longer than that.
    code: { optimize: false, regExp: boundedPattern },
  });
  addFormats.default(ajv);
  const check = isUsual(schema) ? schemaValidator() : undefined;
  const isValid = check ? check(schema) : ajv.validateSchema(schema) === true;
  if (!isValid) return { validate: null, errors: (check ?? ajv).errors ?? [] };
  return { validate: ajv.compile(schema) };
}

/** Says of which kind it is as almost all do, or not at all. */
function isUsual(schema: JsonObject | boolean): boolean {
  return typeof schema === 'boolean' || schema['$schema'] === undefined || schema['$schema'] === META_SCHEMA;
}
