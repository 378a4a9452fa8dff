import { MASK } from '../model/config.ts';
import { clean } from './clean.ts';
import type { Style } from './style.ts';
import { cell, tableText } from './table.ts';

/** One version of a run-time value, as `config history` tells of it. */
export interface ShownVersion {
  readonly version: number;
  /** Null for a secret that was not to be shown. */
  readonly value: string | null;
  readonly secret: boolean;
  /** ISO 8601. */
  readonly at: string;
  /** ARN of who wrote it. */
  readonly by: string;
}

/** Versions as a table, in the order given. */
export function historyText(versions: readonly ShownVersion[], style: Style): string {
  const rows = versions.map(({ version, value, at, by }) => [
    String(version),
    at.replace('T', ' ').slice(0, 16),
    value === null ? style.dim(MASK) : clean(value),
    style.dim(cell(by.split(':').at(-1))),
  ]);
  return tableText(['version', 'at', 'value', 'by'], rows, style);
}
