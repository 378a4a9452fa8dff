import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dotenvLine, parseDotenv } from '../../../src/model/dotenv.ts';

describe('a dotenv file', () => {
  it.each<[string, string, [string, string][]]>([
    ['a bare value', 'A=1', [['A', '1']]],
    ['a value with =', 'URL=https://x/?a=b==', [['URL', 'https://x/?a=b==']]],
    [
      'an empty value',
      'A=\nB=2\n',
      [
        ['A', ''],
        ['B', '2'],
      ],
    ],
    [
      'comments and empty lines',
      '# all\n\nA=1 # one\n  # two\nB=#3\nC=a#b',
      [
        ['A', '1'],
        ['B', ''],
        ['C', 'a#b'],
      ],
    ],
    [
      'export, spaces and CRLF',
      'export A = 1 \r\nB=2\r\n',
      [
        ['A', '1'],
        ['B', '2'],
      ],
    ],
    ['a byte order mark', '\u{FEFF}A=1', [['A', '1']]],
    ['single quotes, literally', String.raw`A='$x \n "y"' # c`, [['A', String.raw`$x \n "y"`]]],
    ['double quotes, with escapes', String.raw`A="a\nb\t\"c\" \$d \\ \q"`, [['A', 'a\nb\t"c" $d \\ \\q']]],
    [
      'a value over several lines',
      'A="one\ntwo"\nB=\'three\nfour\'',
      [
        ['A', 'one\ntwo'],
        ['B', 'three\nfour'],
      ],
    ],
    [
      'the same key twice, both',
      'A=1\nA=2',
      [
        ['A', '1'],
        ['A', '2'],
      ],
    ],
    ['keys with dots and hyphens', 'a.b-c=1', [['a.b-c', '1']]],
    ['unicode', 'A=Grüße 🙂', [['A', 'Grüße 🙂']]],
  ])('takes %s', (_, text, entries) => {
    expect(parseDotenv(text)).toEqual({ entries, badLines: [] });
  });

  it.each<[string, string, number[]]>([
    ['a line without =', 'A=1\nnonsense\nB=2', [2]],
    ['a quote that is not closed', 'A="1\nB=2', [1]],
    ['text behind a quote', 'A="1" 2\nB=2\n', [1]],
    ['a key that is none', 'A=1\n\n%=2', [3]],
  ])('tells the line of %s', (_, text, badLines) => {
    expect(parseDotenv(text).badLines).toEqual(badLines);
  });

  it('reads back whatever was written', () => {
    const key = fc.stringMatching(/^[A-Za-z0-9_.-]{1,20}$/);
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string(),
      fc.constantFrom('a\nb', "it's", '"', '\\', '$x', ' x ', '#'),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(key, value)), (entries) => {
        const text = entries.map(([one, other]) => dotenvLine(one, other)).join('');
        expect(parseDotenv(text)).toEqual({ entries, badLines: [] });
      }),
    );
  });
});
