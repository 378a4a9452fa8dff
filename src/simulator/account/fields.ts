import { textOf, type Input } from '../input.ts';
import { invalid } from './faults.ts';

interface Rule {
  readonly max: number;
  readonly pattern?: RegExp;
}

/** Members by name, as the Account Management API reference bounds them. */
const RULES = {
  AccountName: { max: 50, pattern: /^[ -;=?-~]+$/ },
  EmailAddress: { max: 254, pattern: /^\s*[\w+=.#|!&-]+@[\w.-]+\.\w+\s*$/ },
  Name: { max: 64 },
  PhoneNumber: { max: 25, pattern: /^[\s0-9()+-]+$/ },
  RegionName: { max: 50 },
  Title: { max: 50 },
} satisfies Record<string, Rule>;

/** A member that must be there and within its bounds; throws ValidationException. */
export function required(input: Input, field: keyof typeof RULES): string {
  const value = textOf(input, field);
  if (value === null || value === '') throw invalid(field, `${field} must not be empty.`);
  const { max, pattern }: Rule = RULES[field];
  if (value.length > max) throw invalid(field, `${field} must have length less than or equal to ${String(max)}.`);
  if (pattern?.test(value) === false) throw invalid(field, `${field} must match the pattern ${pattern.source}.`);
  return value;
}
