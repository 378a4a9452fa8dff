import { describe, expect, it } from 'vitest';
import { hasUnicode, inAscii } from '../../../src/report/ascii.ts';

describe('whether a terminal has our signs', () => {
  it.each([
    [{}, true],
    [{ LANG: 'en_GB.UTF-8' }, true],
    [{ LANG: 'C.utf8' }, true],
    [{ LANG: 'C' }, false],
    [{ LANG: 'de_DE.ISO-8859-1' }, false],
    [{ LANG: 'en_GB.UTF-8', LC_ALL: 'C' }, false],
    [{ LANG: 'C', LC_CTYPE: 'en_GB.UTF-8' }, true],
    [{ LC_ALL: '', LANG: 'en_GB.UTF-8' }, true],
    [{ LANG: 'en_GB.UTF-8', TERM: 'linux' }, false],
  ] as const)('%j: %s', (env, expected) => {
    expect(hasUnicode(env)).toBe(expected);
  });
});

it('replaces our signs by one letter each, and leaves values alone', () => {
  expect(inAscii('✓ dev/notes  … · a → b ± ↻ ✗ 3 │ Zürich')).toBe('* dev/notes  ~ . a > b ! @ x 3 | Zürich');
});
