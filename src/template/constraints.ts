import type { Json } from '../model/json.ts';
import { isListType } from './parameters.ts';
import { isList, member } from './tree.ts';

/** What is wrong with the value of a parameter, as far as its declaration tells; null when nothing is. */
export function brokenConstraint(declared: Json, value: string): string | null {
  const type = textMember(declared, 'Type') ?? 'String';
  const items = isListType(type) ? value.split(',').map((item) => item.trim()) : [value];
  return firstOf(
    items,
    (item) =>
      (type.includes('Number') ? wrongNumber(declared, item) : wrongText(declared, item)) ?? notAllowed(declared, item),
  );
}

function wrongNumber(declared: Json, item: string): string | null {
  const number = item.trim() === '' ? Number.NaN : Number(item);
  if (Number.isNaN(number)) return `"${item}" is not a number`;
  const [least, most] = [limit(declared, 'MinValue'), limit(declared, 'MaxValue')];
  if (least !== null && number < least) return `${item} is less than ${least}`;
  return most !== null && number > most ? `${item} is more than ${most}` : null;
}

function wrongText(declared: Json, item: string): string | null {
  const [least, most] = [limit(declared, 'MinLength'), limit(declared, 'MaxLength')];
  if (least !== null && item.length < least) return `"${item}" is shorter than ${least} characters`;
  if (most !== null && item.length > most) return `"${item}" is longer than ${most} characters`;
  const pattern = textMember(declared, 'AllowedPattern');
  return pattern !== null && compiled(pattern)?.test(item) === false ? `"${item}" does not match ${pattern}` : null;
}

function notAllowed(declared: Json, item: string): string | null {
  const allowed = member(declared, 'AllowedValues');
  if (!isList(allowed)) return null;
  const values = allowed.map(String);
  return values.includes(item) ? null : `"${item}" is none of ${values.join(', ')}`;
}

/** CloudFormation wants the whole value to match, and has Java's syntax: what is no pattern here is left to it. */
function compiled(pattern: string): RegExp | null {
  try {
    return new RegExp(`^(?:${pattern})$`, 'su');
  } catch {
    return null;
  }
}

function limit(declared: Json, key: string): number | null {
  const text = textMember(declared, key);
  return text === null || Number.isNaN(Number(text)) ? null : Number(text);
}

function textMember(declared: Json, key: string): string | null {
  const value = member(declared, key);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}

function firstOf(items: readonly string[], check: (item: string) => string | null): string | null {
  for (const item of items) {
    const problem = check(item);
    if (problem !== null) return problem;
  }
  return null;
}
