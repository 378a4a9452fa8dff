import { closeSync, createReadStream, openSync, readSync, statSync, type Stats } from 'node:fs';
import { diagnostic, type Diagnostic, type Position, type Result } from '../diagnostics/diagnostic.ts';
import type { ErrorCode } from '../diagnostics/codes.ts';
import { causeText } from '../diagnostics/error.ts';

/** Far above any definition, and small enough that even hostile text is parsed in seconds. */
const MAX_BYTES = 512 * 1024;

const LEAST_CHUNK = 1024;

/** Control characters that YAML and JSON forbid outside escapes; tab, line feed and carriage return are allowed. */
// eslint-disable-next-line no-control-regex
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/u;

export interface TextRequest {
  /** Absolute. */
  readonly file: string;
  /** Of what is wrong with it. */
  readonly code: ErrorCode;
  /** The place that names the file, for when it cannot be read at all; null when the command line does. */
  readonly namedAt: Position | null;
  /** The most that is read; 512 KiB unless told otherwise. */
  readonly maxBytes?: number;
  /** True: a pipe will do, as in `--from-file <(…)`. */
  readonly pipes?: boolean;
}

/**
 * Reads a file as UTF-8, without its byte order mark. Never more than asked for, whatever the file says of its size. Files are
 * small and many: to hand each step to another thread takes longer than the step.
 */
export async function readText(request: TextRequest): Promise<Result<string>> {
  const { file, namedAt, code, maxBytes = MAX_BYTES } = request;
  const start: Position = { file, line: 1, column: 1 };
  try {
    const stats = statSync(file);
    const unfit = unfitness(stats, request, start);
    if (unfit) return refused(unfit);
    const bytes = stats.isFile()
      ? readFileAtMost(file, maxBytes + 1, stats.size)
      : await readPipeAtMost(file, maxBytes + 1);
    if (bytes.length > maxBytes) return refused(tooBig(`more than ${maxBytes}`, request, start));
    return decode(bytes, request, start);
  } catch (error) {
    return refused(diagnostic(code, `${file} cannot be read: ${whyNot(error)}`, { at: namedAt }));
  }
}

/** In words, for what happens every day. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EACCES: 'it may not be read',
  EPERM: 'it may not be read',
};

function whyNot(error: unknown): string {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : null;
  return (typeof code === 'string' ? REASONS[code] : undefined) ?? causeText(error);
}

/** What cannot be read to its end is not begun with. */
function unfitness(stats: Stats, request: TextRequest, start: Position): Diagnostic | null {
  const { file, code, namedAt, maxBytes = MAX_BYTES, pipes = false } = request;
  if (!stats.isFile() && !(pipes && stats.isFIFO())) return diagnostic(code, `${file} is not a file`, { at: namedAt });
  return stats.size > maxBytes ? tooBig(String(stats.size), request, start) : null;
}

function tooBig(bytes: string, { code, maxBytes = MAX_BYTES }: TextRequest, at: Position): Diagnostic {
  return diagnostic(code, `the file has ${bytes} bytes; at most ${maxBytes} are read`, { at });
}

/** `expected` is the size that the file says it has: some of the system's own say 0. One byte more shows that it was right. */
function readFileAtMost(file: string, bytes: number, expected: number): Buffer {
  const chunks: Buffer[] = [];
  const opened = openSync(file, 'r');
  try {
    for (let left = bytes; left > 0;) {
      const chunk = Buffer.allocUnsafe(Math.min(left, Math.max(expected + 1, LEAST_CHUNK)));
      const read = readSync(opened, chunk);
      if (read === 0) break;
      chunks.push(chunk.subarray(0, read));
      left -= read;
    }
  } finally {
    closeSync(opened);
  }
  return Buffer.concat(chunks);
}

async function readPipeAtMost(file: string, bytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(file, { end: bytes - 1 })) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function decode(bytes: Uint8Array, { code, file }: TextRequest, start: Position): Result<string> {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refused(diagnostic(code, 'the file is not UTF-8', { at: start, hint: 'save it as UTF-8' }));
  }
  const control = FORBIDDEN.exec(text);
  if (!control) return { value: text, diagnostics: [] };
  const before = text.slice(0, control.index).split('\n');
  const at = { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  const name = `U+${control[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  const hint = 'remove it, or write it as an escape';
  return refused(diagnostic(code, `the control character ${name} cannot stand in a file`, { at, hint }));
}

function refused(problem: Diagnostic): { value: null; diagnostics: Diagnostic[] } {
  return { value: null, diagnostics: [problem] };
}
