import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutTo, flow, listed, padTo, widest, widthOf, words } from '../../../src/report/layout.ts';
import { styleOf } from '../../../src/report/style.ts';
import { tableText } from '../../../src/report/table.ts';

const colourful = styleOf(true);

describe('the width of text', () => {
  it.each([
    ['notes', 5],
    ['', 0],
    [colourful.bad('bad'), 3],
    ['±↻→', 3],
    ['👩‍👩‍👧', 1],
  ])('%j is %d', (text, width) => {
    expect(widthOf(text)).toBe(width);
  });

  it('is filled up, never cut', () => {
    expect(padTo('ab', 4)).toBe('ab  ');
    expect(padTo('abcdef', 4)).toBe('abcdef');
    expect(widest([])).toBe(0);
    expect(widest(['a', colourful.good('abc')])).toBe(3);
  });

  it('is kept to with an ellipsis', () => {
    expect(cutTo('abcdef', 6)).toBe('abcdef');
    expect(cutTo('abcdef', 4)).toBe('abc…');
  });
});

describe('a line that is too long', () => {
  it('goes on below its first word', () => {
    const lines = flow('  + baseline  ', listed(['artifacts', 'ebsEncryption', 'deployRole']), 40);
    expect(lines).toEqual(['  + baseline  artifacts, ebsEncryption,', '              deployRole']);
  });

  it('goes on a little further in when its beginning takes all the room', () => {
    const lines = flow('    ~ AVeryLongLogicalId  AWS::Lambda::Function  ', words('MemorySize is one'), 50);
    expect(lines).toEqual(['    ~ AVeryLongLogicalId  AWS::Lambda::Function', '        MemorySize is one']);
  });

  it('is its beginning alone when nothing follows', () => {
    expect(flow('  - notes  ', [], 20)).toEqual(['  - notes']);
  });

  it('loses no word, and is no wider than asked unless one word is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z]{1,12}$/)),
        fc.nat(30),
        fc.integer({ min: 20, max: 100 }),
        (pieces, indent, columns) => {
          const lines = flow(`${' '.repeat(indent)}+ `, pieces, columns);
          expect(words(lines.join(' '))).toEqual(['+', ...pieces]);
          for (const line of lines.slice(1)) expect(widthOf(line)).toBeLessThanOrEqual(Math.max(columns, indent + 16));
        },
      ),
    );
  });
});

describe('a table in a narrow terminal', () => {
  const rows = [
    ['dev', '111111111111', 'ACTIVE', 'aws+dev@example.com'],
    ['staging', '-', '-', '-'],
  ];
  const head = ['environment', 'account', 'state', 'e-mail'];

  it('puts the columns that find no room below the others', () => {
    expect(tableText(head, rows, styleOf(false, 40))).toBe(
      [
        'environment  account       state',
        '    e-mail',
        'dev          111111111111  ACTIVE',
        '    aws+dev@example.com',
        'staging      -             -',
        '',
      ].join('\n'),
    );
  });

  it.each([20, 40, 60, 80])('keeps to %d columns and loses nothing', (columns) => {
    const text = stripVTControlCharacters(tableText(head, rows, styleOf(true, columns), '  '));
    for (const cell of [...head, ...rows.flat()]) expect(text).toContain(cell);
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(Math.max(columns, 25));
  });
});
