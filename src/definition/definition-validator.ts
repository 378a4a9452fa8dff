import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { environmentSchema } from './definition.generated.ts';

/**
 * Checks a definition against its schema. The schema is our own: that it is one is tested, not found out at each start. Making
 * the check takes some 50 ms, so the bundle has the code that is made here in place of this file (`scripts/bundle/validators.js`).
 */
export function definitionValidator(ajv: Ajv2020 = definitionAjv()): ValidateFunction {
  return ajv.compile(environmentSchema);
}

/** Makes checks whose code can be written down. */
export function definitionAjv(): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: true,
    allowUnionTypes: true,
    verbose: true,
    ownProperties: true,
    validateSchema: false,
    inlineRefs: false,
    code: { source: true, esm: true },
  });
  ajv.addKeyword('patternErrorMessage');
  return ajv;
}
