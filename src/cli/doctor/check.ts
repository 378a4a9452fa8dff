import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { ErrorCode } from '../../diagnostics/codes.ts';

/** One thing that was looked at. `note`: worth knowing, stops nothing. */
export interface Check {
  /** `node`, `git`, `definitions`, `credentials`, `clock`, `organization`, `permissions`, or an environment. */
  readonly check: string;
  readonly state: 'ok' | 'note' | 'failing';
  /** What was found. */
  readonly message: string;
  /** What to do next; null where there is nothing to do. */
  readonly hint: string | null;
  /** Of what is wrong; null where nothing is. */
  readonly code: ErrorCode | null;
}

export function ok(check: string, message: string): Check {
  return { check, state: 'ok', message, hint: null, code: null };
}

export function note(check: string, message: string, hint: string): Check {
  return { check, state: 'note', message, hint, code: null };
}

/** What failed, and why. */
export function failing(check: string, { code, message, hint }: Pick<Diagnostic, 'code' | 'message' | 'hint'>): Check {
  return { check, state: 'failing', message, hint, code };
}

/** The problem behind a check; null for one that does not fail. */
export function problemOf({ code, message, hint }: Check): Diagnostic | null {
  return code === null ? null : diagnostic(code, message, { hint });
}
