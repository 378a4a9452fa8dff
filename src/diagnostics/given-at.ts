import { basename } from 'node:path';
import type { Position } from './diagnostic.ts';

/** Ends a message about a value that stands at `from` and is used, through a reference, at `at`; empty when both are one place. */
export function givenAt(at: Position, from: Position): string {
  const isOnePlace = from.file === at.file && from.line === at.line && from.column === at.column;
  return isOnePlace ? '' : `, given at ${basename(at.file)}:${at.line}:${at.column}`;
}
