import { describe, expect, it } from 'vitest';
import { diagnostic, inOrder } from '../../../src/diagnostics/diagnostic.ts';
import { causeText, EnvctlError, fail } from '../../../src/diagnostics/error.ts';
import { asFailure } from '../../../src/execute/failed.ts';

const at = (file: string, line: number, column = 1) => ({ file, line, column });

describe('diagnostics', () => {
  it('are ordered by file, line, column, then code; what has no place comes last', () => {
    const list = [
      diagnostic('AwsError', 'nowhere'),
      diagnostic('UnknownReference', 'e', { at: at('b', 1) }),
      diagnostic('TemplateInvalid', 'd', { at: at('a', 10, 2) }),
      diagnostic('DefinitionInvalid', 'c', { at: at('a', 10, 2) }),
      diagnostic('DefinitionInvalid', 'b', { at: at('a', 9, 40) }),
      diagnostic('DefinitionInvalid', 'a', { at: at('a', 9, 5) }),
    ];
    expect(inOrder(list).map(({ message }) => message)).toEqual(['a', 'b', 'c', 'd', 'e', 'nowhere']);
    expect(list[0]?.message).toBe('nowhere');
  });

  it('say null where nothing was said', () => {
    expect(diagnostic('AwsError', 'x')).toEqual({ code: 'AwsError', message: 'x', hint: null, at: null, cause: null });
  });
});

describe('the error that carries them', () => {
  it('has the code and the message of the first', () => {
    const error = new EnvctlError([
      diagnostic('AwsError', 'second'),
      diagnostic('StackFailed', 'first', { at: at('a', 1) }),
    ]);
    expect([error.code, error.message]).toEqual(['StackFailed', 'first']);
  });

  it('is none without any', () => {
    expect(() => new EnvctlError([])).toThrow(TypeError);
  });

  it('keeps what caused it', () => {
    const cause = new RangeError('too far');
    expect(() => fail('AwsError', 'x', { cause })).toThrow(
      expect.objectContaining({
        cause,
        diagnostics: [expect.objectContaining({ cause: 'RangeError: too far' })],
      }) as Error,
    );
  });

  it.each([
    [new Error('x'), 'x'],
    [new TypeError('x'), 'TypeError: x'],
    ['text', 'text'],
    [undefined, 'undefined'],
  ])('%s says of itself %s', (cause, text) => {
    expect(causeText(cause)).toBe(text);
  });
});

describe('whatever was thrown', () => {
  it.each([
    ['an interruption', new DOMException('stop', 'AbortError'), 'Interrupted'],
    ['something unforeseen', new TypeError('x'), 'AwsError'],
    ['no error at all', 'x', 'AwsError'],
    ['ours', new EnvctlError([diagnostic('Locked', 'x')]), 'Locked'],
  ])('%s is %s', (_, thrown, code) => {
    expect(asFailure(thrown).code).toBe(code);
  });
});
