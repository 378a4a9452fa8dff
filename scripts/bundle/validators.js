// In place of the modules that compile a JSON Schema when they are called: the code that they would make.
import { join } from 'node:path';
import standalone from 'ajv/dist/standalone/index.js';
import { build } from 'rolldown';
import { definitionAjv, definitionValidator } from '../../dist/definition/definition-validator.js';
import { schemaAjv, schemaValidator } from '../../dist/definition/schema-validator.js';

/** The check of definitions has a file of its own: it is needed only to say what is wrong with one, and then at once. */
const DEFINITIONS = 'definition-validator.cjs';
const ENTRY = 'made-definition-validator';

const MADE = {
  'definition-validator.ts': () =>
    `export const definitionValidator = () =>
       process.getBuiltinModule('node:module').createRequire(import.meta.url)('./${DEFINITIONS}').validate;`,
  'schema-validator.ts': () => {
    const ajv = schemaAjv();
    return `${standalone.default(ajv, schemaValidator(ajv))}\nexport function schemaValidator() { return validate; }\n`;
  },
};

/** A plugin of rolldown. */
export const madeValidators = {
  name: 'made-validators',
  load: {
    filter: { id: /[\\/]src[\\/]definition[\\/](?:definition|schema)-validator\.ts$/ },
    handler: (id) => ({ code: MADE[id.split(/[\\/]/).at(-1)](), moduleType: 'js' }),
  },
};

/** Writes the check of definitions beside the bundle, and answers its chunks. */
export async function writeDefinitionValidator(root, output) {
  const ajv = definitionAjv();
  const code = standalone.default(ajv, definitionValidator(ajv));
  const { output: chunks } = await build({
    cwd: root,
    input: ENTRY,
    platform: 'node',
    plugins: [
      {
        name: 'definition-validator',
        // Beside our own packages, where those of the code are found.
        resolveId: { filter: { id: new RegExp(`^${ENTRY}$`) }, handler: () => join(root, ENTRY) },
        load: { filter: { id: new RegExp(`${ENTRY}$`) }, handler: () => ({ code, moduleType: 'js' }) },
      },
    ],
    output: { ...output, format: 'cjs', exports: 'named', entryFileNames: DEFINITIONS, sourcemap: false },
  });
  return chunks;
}
