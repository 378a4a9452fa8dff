import type { Json } from '../../model/json.ts';

/** A template's value as text: scalars as they are written, anything else as JSON; nothing for nothing. */
export function plain(value: Json | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
