// In place of the modules that compile a JSON Schema when they are called: the code that they would make.
import standalone from 'ajv/dist/standalone/index.js';
import { definitionAjv, definitionValidator } from '../../dist/definition/definition-validator.js';
import { schemaAjv, schemaValidator } from '../../dist/definition/schema-validator.js';

const MADE = {
  'definition-validator.ts': { name: 'definitionValidator', ajv: definitionAjv(), make: definitionValidator },
  'schema-validator.ts': { name: 'schemaValidator', ajv: schemaAjv(), make: schemaValidator },
};

/** A plugin of rolldown. */
export const madeValidators = {
  name: 'made-validators',
  load: {
    filter: { id: /[\\/]src[\\/]definition[\\/](?:definition|schema)-validator\.ts$/ },
    handler: (id) => {
      const { name, ajv, make } = MADE[id.split(/[\\/]/).at(-1)];
      const code = standalone.default(ajv, make(ajv));
      return { code: `${code}\nexport function ${name}() { return validate; }\n`, moduleType: 'js' };
    },
  },
};
