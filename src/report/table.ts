import { stripVTControlCharacters } from 'node:util';
import Table from 'cli-table3';
import { clean } from './clean.ts';
import { flowText, widest, widthOf } from './layout.ts';
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

const GAP = 2;
/** How far the rest of a row is moved in, when it stands below its beginning. */
const REST = '    ';

/**
 * A table without lines; cells may be painted already. An empty one is an empty text. Columns that find no room beside the
 * others stand below them, each row then taking two lines or more.
 */
export function tableText(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  style: Style,
  indent = '',
): string {
  if (rows.length === 0) return '';
  const all = [
    head.map((title) => style.dim(title)),
    ...rows.map((row) => row.map((cell) => cell.replaceAll('\n', ' '))),
  ];
  const blocks = groupsOf(all, style.columns - indent.length).map((columns, index) =>
    render(
      all.map((row) => columns.map((column) => row[column] ?? '')),
      index === 0 ? indent : indent + REST,
    ),
  );
  return all
    .flatMap((_, row) => blocks.map((lines, index) => ({ line: lines[row] ?? '', isRest: index > 0 })))
    .filter(({ line, isRest }) => !isRest || hasContent(line))
    .flatMap(({ line, isRest }) => (isRest ? restLines(line, style.columns) : [line]))
    .map((line) => `${line}\n`)
    .join('');
}

function restLines(line: string, columns: number): string[] {
  const text = line.trimStart();
  return flowText(' '.repeat(line.length - text.length), text, columns);
}

function hasContent(line: string): boolean {
  return stripVTControlCharacters(line)
    .split(/\s+/)
    .some((word) => word !== '' && word !== '-');
}

/** Numbers of the columns that stand side by side. */
function groupsOf(rows: readonly (readonly string[])[], room: number): number[][] {
  const groups: number[][] = [];
  let left = 0;
  for (const column of (rows[0] ?? []).keys()) {
    const width = widest(rows.map((row) => row[column] ?? ''));
    const group = groups.at(-1);
    if (group && width <= left) group.push(column);
    else groups.push([column]);
    left = (group && width <= left ? left : room - (group ? widthOf(REST) : 0)) - width - GAP;
  }
  return groups;
}

function render(rows: readonly (readonly string[])[], indent: string): string[] {
  const table = new Table({ chars: NO_LINES, style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 } });
  table.push(...rows.map((row) => [...row]));
  return table
    .toString()
    .split('\n')
    .map((line) => `${indent}${line.trimEnd()}`);
}

/** A value in a cell: a dash for nothing. */
export function cell(value: string | number | null | undefined): string {
  return value === null || value === undefined || value === '' ? '-' : clean(String(value));
}
