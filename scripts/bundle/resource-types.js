// In place of the database of AWS's resource schemas, which takes half a second and 150 MB to read: what we take from it.
import { allSpecs } from '../../dist/simulator/cloudformation/spec-database.js';

/** A plugin of rolldown. */
export const resourceTypes = {
  name: 'resource-types',
  load: {
    filter: { id: /[\\/]src[\\/]simulator[\\/]cloudformation[\\/]spec-database\.ts$/ },
    handler: () => ({ code: madeResourceTypes(), moduleType: 'js' }),
  },
};

/** The module as the bundle has it. A string is not looked at before it is needed. */
function madeResourceTypes() {
  return [
    `const text = ${JSON.stringify(JSON.stringify(allSpecs()))};`,
    'let all;',
    'export function readSpec(type) {',
    '  all ??= JSON.parse(text);',
    '  return Object.hasOwn(all, type) ? all[type] : null;',
    '}',
  ].join('\n');
}
