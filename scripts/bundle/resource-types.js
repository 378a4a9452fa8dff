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

/** The module as the bundle has it: a line for each type, of which only those that are asked for are read. */
function madeResourceTypes() {
  const lines = Object.entries(allSpecs()).map(([type, spec]) => `\n${type} ${JSON.stringify(spec)}`);
  return [
    `const text = ${JSON.stringify(`${lines.join('')}\n`)};`,
    'export function readSpec(type) {',
    '  const start = text.indexOf(`\\n${type} {`);',
    '  return start < 0 ? null : JSON.parse(text.slice(start + type.length + 2, text.indexOf("\\n", start + 1)));',
    '}',
    'export function typeNames() {',
    '  return Array.from(text.matchAll(/^(\\S+) \\{/gm), ([, type]) => type);',
    '}',
  ].join('\n');
}
