import { textOf, wholeOf, type Input } from '../input.ts';
import { AwsFault } from '../service.ts';

interface Bounds {
  readonly min: number;
  readonly max: number;
  readonly pattern: RegExp;
}

/** AssumeRole's parameters, as the STS API reference bounds them. */
const BOUNDS = {
  RoleArn: { min: 20, max: 2048, pattern: /^[\s\S]*$/ },
  RoleSessionName: { min: 2, max: 64, pattern: /^[\w+=,.@-]*$/ },
  ExternalId: { min: 2, max: 1224, pattern: /^[\w+=,.@:/-]*$/ },
} satisfies Record<string, Bounds>;

type Field = keyof typeof BOUNDS;

/** A parameter that must be there and within its bounds. */
export function required(input: Input, field: Field): string {
  const value = optional(input, field);
  if (value === null)
    throw violation(`Value null at '${camel(field)}' failed to satisfy constraint: Member must not be null`);
  return value;
}

/** A parameter that may be left out. */
export function optional(input: Input, field: Field): string | null {
  const value = textOf(input, field);
  if (value === null) return null;
  const { min, max, pattern } = BOUNDS[field];
  const at = `Value '${value}' at '${camel(field)}' failed to satisfy constraint`;
  if (value.length < min) throw violation(`${at}: Member must have length greater than or equal to ${String(min)}`);
  if (value.length > max) throw violation(`${at}: Member must have length less than or equal to ${String(max)}`);
  if (!pattern.test(value)) throw violation(`${at}: Member must satisfy regular expression pattern: ${pattern.source}`);
  return value;
}

/** Seconds; an hour when left out. */
export function duration(input: Input): number {
  const seconds = wholeOf(input, 'DurationSeconds') ?? 3600;
  const at = `Value '${String(seconds)}' at 'durationSeconds' failed to satisfy constraint`;
  if (seconds < 900) throw violation(`${at}: Member must have value greater than or equal to 900`);
  if (seconds > 43_200) throw violation(`${at}: Member must have value less than or equal to 43200`);
  return seconds;
}

function camel(field: string): string {
  return field.charAt(0).toLowerCase() + field.slice(1);
}

function violation(detail: string): AwsFault {
  return new AwsFault('ValidationError', `1 validation error detected: ${detail}`);
}
