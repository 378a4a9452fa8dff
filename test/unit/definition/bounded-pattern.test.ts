import { describe, expect, it } from 'vitest';
import { boundedPattern } from '../../../src/definition/bounded-pattern.ts';
import { EnvctlError } from '../../../src/diagnostics/error.ts';

describe('a pattern of a schema', () => {
  it.each([
    ['^[a-z0-9-]+(\\.[a-z0-9-]+)+$', ['example.com', 'a.b-c.d'], ['example', '.com', 'a..b', 'a b', 'a.']],
    ['^[a-z]+(?:-[a-z]+)*$', ['a', 'a-b', 'ab-cd-e'], ['', '-a', 'a--b', 'a1']],
    ['^[^/]+(/[^/]+)*$', ['a', 'a/b c/d'], ['', '/a', 'a//b']],
    ['^(a|b)*(c|d)*$', ['', 'abcd', '"/\\'.slice(0, 0)], ['ca', '/', '"', '\\', '\u2028']],
    ['^[/"\\\\]+(a+)+$', ['/a', '"\\aaa'], ['a', '/']],
  ])('%s finds what it should', (source, right, wrong) => {
    const pattern = boundedPattern(source, 'u');
    for (const text of [...right, ...right]) expect([text, pattern.test(text)]).toEqual([text, true]);
    for (const text of [...wrong, ...wrong]) expect([text, pattern.test(text)]).toEqual([text, false]);
  });

  it('of words with a sign between them goes one way only, however long the text is', () => {
    const text = `${'a-'.repeat(100_000)}-`;
    expect(boundedPattern('^[a-z]+(-[a-z]+)*$', 'u').test(text)).toBe(false);
  });

  it.each([
    ['a repetition in a repetition', '^(a+)+$'],
    ['words that may have the sign in them', '^[a-]+(-[a-]+)*$'],
    ['a sign that stands for any', '^[a]+(.[a]+)*$'],
  ])('that has %s is stopped', (_, source) => {
    const pattern = boundedPattern(source, 'u');
    const text = `${'a'.repeat(30)}${'-a'.repeat(20)}${'a'.repeat(40)}!`;
    expect(() => pattern.test(text)).toThrow(EnvctlError);
  });
});
