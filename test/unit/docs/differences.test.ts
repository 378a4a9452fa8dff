import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');
const CONTRACTS = 'test/contract/differences.test.ts';

/** Cells of the page's table by row. */
const rows = readFileSync(join(ROOT, 'docs/simulator-differences.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .slice(2)
  .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '').trim()));

it('every known difference is decided by a page of AWS, or said to be documented nowhere', () => {
  const undecided = rows.filter(
    ([, , , decided = '']) => !/https:\/\/docs\.aws\.amazon\.com\/|^not documented$/.test(decided),
  );
  expect(undecided).toEqual([]);
});

it('every known difference is shown by a test, and every such test has its row', () => {
  const shown = rows.map(([what = '', , , , test = '']) => ({ what, test: test.replaceAll('`', '') }));
  expect(shown.filter(({ test }) => !existsSync(join(ROOT, test)))).toEqual([]);
  const contracts = readFileSync(join(ROOT, CONTRACTS), 'utf8');
  const titles = [...contracts.matchAll(/^test\('([^']*)'/gm)].map(([, title = '']) => title).sort();
  expect(
    shown
      .filter(({ test }) => test === CONTRACTS)
      .map(({ what }) => what)
      .sort(),
  ).toEqual(titles);
});
