import type { ErrorCode } from './codes.ts';

/** A place in a file that a person wrote. `file` is absolute; lines and columns count from 1. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One thing that is wrong, as data: what happened, to what, and what to do next. Messages are lower-case, without a full stop. */
export interface Diagnostic {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string | null;
  readonly at: Position | null;
  readonly cause: string | null;
}

/** Something worth saying that stops nothing, e.g. an import that nothing here exports. */
export interface Warning {
  readonly message: string;
  readonly at: Position | null;
}

/** A value, or null with at least one diagnostic saying why there is none. All problems at once, never only the first. */
export interface Result<T> {
  readonly value: T | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly warnings?: readonly Warning[];
}

/** Builds a diagnostic; what is not said is null. */
export function diagnostic(
  code: ErrorCode,
  message: string,
  more: { hint?: string | null; at?: Position | null; cause?: string | null } = {},
): Diagnostic {
  return { code, message, hint: more.hint ?? null, at: more.at ?? null, cause: more.cause ?? null };
}

/** The contract's order: file, line, column, then code; what has no position comes last. */
export function inOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort(
    (a, b) => comparePositions(a.at, b.at) || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0),
  );
}

function comparePositions(a: Position | null, b: Position | null): number {
  if (!a || !b) return a ? -1 : b ? 1 : 0;
  return (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.line - b.line || a.column - b.column;
}
