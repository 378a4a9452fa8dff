import type { Json } from '../model/json.ts';

const CONSTANTS = new Map<string, Json>([
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['true', 'True', 'TRUE', 'yes', 'Yes', 'YES', 'on', 'On', 'ON'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE', 'no', 'No', 'NO', 'off', 'Off', 'OFF'].map((word) => [word, false] as const),
]);

const DECIMAL = /^-?(0|[1-9][0-9]*)(\.[0-9]+)?(e[+-][0-9]+)?$/;

/**
 * What CloudFormation, which reads YAML 1.1 without timestamps, makes of a scalar without quotes. Dates stay text. So
 * does a number that would not be printed the way it is written (`0755`, `1.10`, `1e3`, an account id with a leading
 * zero): CloudFormation turns text into a number wherever a number is wanted, but nothing brings a lost digit back.
 */
export function plainScalar(source: string): Json {
  const constant = CONSTANTS.get(source);
  if (constant !== undefined) return constant;
  if (!DECIMAL.test(source)) return source;
  const number = Number(source);
  return String(number) === source ? number : source;
}
