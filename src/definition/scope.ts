import type { ErrorCode } from '../diagnostics/codes.ts';
import { diagnostic, type Diagnostic, type Position, type Warning } from '../diagnostics/diagnostic.ts';
import type { PathClaim } from './project-paths.ts';

/** What reading one definition gathers beside its result, so that one problem never hides the next. */
export interface Scope {
  readonly project: string;
  readonly name: string;
  /** Home region. */
  readonly region: string;
  /** Absolute path of the project. */
  readonly root: string;
  /** A base: what its heirs may give is not missed. */
  readonly partial: boolean;
  readonly diagnostics: Diagnostic[];
  /** What is worth a second look, and stops nothing. */
  readonly warnings: Warning[];
  /** Paths to look at once everything is read. */
  readonly claims: PathClaim[];
}

/** Notes a problem and goes on. */
export function report(
  scope: Scope,
  message: string,
  at: Position,
  hint?: string | null,
  code: ErrorCode = 'DefinitionInvalid',
): void {
  scope.diagnostics.push(diagnostic(code, message, { at, hint: hint ?? null }));
}

/** Notes that a key is missing, unless a file above may still give it. */
export function reportMissing(scope: Scope, key: string, where: string, at: Position, hint?: string): void {
  if (!scope.partial) report(scope, `${key} is missing in ${where}`, at, hint ?? `add ${key}`);
}
