import { isAbsolute, relative, sep } from 'node:path';
import { inOrder, type Diagnostic, type Position } from '../diagnostics/diagnostic.ts';
import type { Json, JsonObject } from '../model/json.ts';

/** What one environment came to: its document as far as it got (null: it got nowhere), and what went wrong. */
export interface Outcome {
  readonly document: object | null;
  readonly errors: readonly Diagnostic[];
}

/** The one JSON document of a command (contract, section 5). `several`: more than one environment was asked for. */
export function documentOf(outcomes: readonly Outcome[], several: boolean, cwd: string): JsonObject {
  const [only] = outcomes;
  if (!several && only) return withErrors(only, cwd);
  const errors = inOrder([...new Set(outcomes.flatMap((outcome) => outcome.errors))]);
  const environments = outcomes.filter(({ document }) => document !== null).map((outcome) => withErrors(outcome, cwd));
  return { ...(environments.length > 0 ? { environments } : {}), ...errorPart(errors, cwd) };
}

function withErrors({ document, errors }: Outcome, cwd: string): JsonObject {
  return { ...(document as JsonObject | null), ...errorPart(inOrder(errors), cwd) };
}

/** `{ error, errors }`, or nothing when all went well. */
function errorPart(errors: readonly Diagnostic[], cwd: string): JsonObject {
  const listed = errors.map((error) => errorOf(error, cwd));
  return listed[0] ? { error: listed[0], errors: listed } : {};
}

function errorOf({ code, message, hint, at, cause }: Diagnostic, cwd: string): Json & JsonObject {
  return { code, message, hint, at: at && { ...at, file: shortPath(at.file, cwd) }, cause };
}

/** `environments/dev.yaml:3:5`, relative to where the person is. */
export function placeText(at: Position, cwd: string): string {
  return `${shortPath(at.file, cwd)}:${at.line}:${at.column}`;
}

/** Relative to where the person is, unless that leads out of there. */
export function shortPath(file: string, cwd: string): string {
  const path = relative(cwd, file);
  return path.startsWith(`..${sep}`) || isAbsolute(path) ? file : path;
}
