import type { ErrorCode } from './codes.ts';
import { diagnostic, inOrder, type Diagnostic, type Position } from './diagnostic.ts';

/**
 * The one exception that envctl throws on purpose: it carries diagnostics (at least one) and, when a command got
 * somewhere before it failed, the document as far as it got.
 */
export class EnvctlError extends Error {
  readonly diagnostics: readonly [Diagnostic, ...Diagnostic[]];

  constructor(diagnostics: readonly Diagnostic[], options?: ErrorOptions) {
    const [first, ...rest] = inOrder(diagnostics);
    if (!first) throw new TypeError('an EnvctlError needs at least one diagnostic');
    super(first.message, options);
    this.name = 'EnvctlError';
    this.diagnostics = [first, ...rest];
  }

  /** The code of the first diagnostic: it decides the exit code. */
  get code(): ErrorCode {
    return this.diagnostics[0].code;
  }
}

/** Throws an EnvctlError with one diagnostic. `cause` may be any thrown thing; its message becomes part of the document. */
export function fail(
  code: ErrorCode,
  message: string,
  more: { hint?: string | null; at?: Position | null; cause?: unknown } = {},
): never {
  const cause = more.cause === undefined ? null : causeText(more.cause);
  throw new EnvctlError([diagnostic(code, message, { hint: more.hint ?? null, at: more.at ?? null, cause })], {
    cause: more.cause,
  });
}

/** What a thrown thing says of itself, in one line. */
export function causeText(cause: unknown): string {
  if (cause instanceof Error) return cause.name === 'Error' ? cause.message : `${cause.name}: ${cause.message}`;
  return String(cause);
}
