// The schema of definitions without what only people read of it: the text for JSON.parse, which is looked at faster than code.
import { environmentSchema } from '../../dist/definition/definition.generated.js';

const FOR_PEOPLE = new Set(['title', 'description', 'examples', 'default', 'patternErrorMessage']);

/** A plugin of rolldown. */
export const definitionSchema = {
  name: 'definition-schema',
  load: {
    filter: { id: /[\\/]src[\\/]definition[\\/]definition\.generated\.ts$/ },
    handler: () => {
      const text = JSON.stringify(checked(environmentSchema));
      return { code: `export const environmentSchema = JSON.parse(${JSON.stringify(text)});`, moduleType: 'js' };
    },
  },
};

/** Keywords; the names below `properties` and `$defs` are no keywords, whatever they are called. */
function checked(schema) {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return schema;
  const kept = Object.entries(schema).filter(([keyword]) => !FOR_PEOPLE.has(keyword));
  return Object.fromEntries(kept.map(([keyword, argument]) => [keyword, checkedIn(keyword, argument)]));
}

function checkedIn(keyword, argument) {
  if (!['properties', 'patternProperties', '$defs'].includes(keyword)) return checked(argument);
  return Object.fromEntries(Object.entries(argument).map(([name, schema]) => [name, checked(schema)]));
}
