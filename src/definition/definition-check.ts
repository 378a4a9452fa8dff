import { environmentSchema } from './definition.generated.ts';
import { definitionValidator } from './definition-validator.ts';
import { plainCheck } from './plain-schema.ts';
import type { Validate } from './schema-check.ts';

/**
 * Checks a definition against its schema. The quick check finds almost all in order; `complete` is made for the first that it
 * does not, and says what is wrong. It is three times as much code as all else that definitions need.
 */
export function definitionCheck(complete: () => Validate = definitionValidator): Validate {
  const { $id: _, ...schema } = environmentSchema;
  const holds = plainCheck(schema, (source, flags) => new RegExp(source, flags));
  let made: Validate | null = null;
  const check: Validate = (value) => {
    check.errors = null;
    if (holds?.(value)) return true;
    made ??= complete();
    const isValid = made(value);
    check.errors = made.errors;
    return isValid;
  };
  return check;
}
