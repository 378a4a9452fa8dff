import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { META_SCHEMA } from './meta-schema.ts';

/** Checks a schema against the schema of schemas. Made when envctl is built, as that of definitions is: here it takes 100 ms. */
export function schemaValidator(ajv: Ajv2020 = schemaAjv()): ReturnType<Ajv2020['getSchema']> {
  return ajv.getSchema(META_SCHEMA);
}

/** Makes checks whose code can be written down. */
export function schemaAjv(): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: false,
    verbose: true,
    ownProperties: true,
    logger: false,
    code: { source: true, esm: true },
  });
  addFormats.default(ajv);
  return ajv;
}
