import Table from 'cli-table3';
import { clean } from './clean.ts';
import type { Style } from './style.ts';

const NO_LINES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

/** A table without lines; cells may be painted already. An empty one is an empty text. */
export function tableText(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  style: Style,
  indent = '',
): string {
  if (rows.length === 0) return '';
  const table = new Table({
    head: head.map((title) => style.dim(title)),
    chars: NO_LINES,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  table.push(...rows.map((row) => row.map((cell) => cell.replaceAll('\n', ' '))));
  return table
    .toString()
    .split('\n')
    .map((line) => `${indent}${line.trimEnd()}\n`)
    .join('');
}

/** A value in a cell: a dash for nothing. */
export function cell(value: string | number | null | undefined): string {
  return value === null || value === undefined || value === '' ? '-' : clean(String(value));
}
