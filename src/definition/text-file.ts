import { readFile, stat } from 'node:fs/promises';
import { diagnostic, type Position, type Result } from '../diagnostics/diagnostic.ts';
import type { ErrorCode } from '../diagnostics/codes.ts';
import { causeText } from '../diagnostics/error.ts';

/** Far above any definition, and small enough that even hostile text is parsed in seconds. */
const MAX_BYTES = 512 * 1024;

/** Control characters that YAML and JSON forbid outside escapes; tab, line feed and carriage return are allowed. */
// eslint-disable-next-line no-control-regex
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/u;

/**
 * Reads a file as UTF-8, without its byte order mark. `namedAt` is the place that names the file, for when it cannot be
 * read at all; null when the command line does.
 */
export async function readText(file: string, code: ErrorCode, namedAt: Position | null): Promise<Result<string>> {
  const start: Position = { file, line: 1, column: 1 };
  const refuse = (message: string, at: Position | null, hint?: string): Result<string> => ({
    value: null,
    diagnostics: [diagnostic(code, message, { at, hint: hint ?? null })],
  });
  let bytes: Buffer;
  try {
    const { size } = await stat(file);
    if (size > MAX_BYTES) return refuse(`the file has ${size} bytes; at most ${MAX_BYTES} are read`, start);
    bytes = await readFile(file);
  } catch (error) {
    return refuse(`${file} cannot be read: ${causeText(error)}`, namedAt);
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refuse('the file is not UTF-8', start, 'save it as UTF-8');
  }
  const control = FORBIDDEN.exec(text);
  if (control) {
    const before = text.slice(0, control.index).split('\n');
    const at = { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
    const name = `U+${control[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
    return refuse(`the control character ${name} cannot stand in a file`, at, 'remove it, or write it as an escape');
  }
  return { value: text, diagnostics: [] };
}
