import { readFileSync } from 'node:fs';
import { inOrder, type Diagnostic, type Position, type Warning } from '../diagnostics/diagnostic.ts';
import { clean } from './clean.ts';
import { placeText } from './document.ts';
import { flowText } from './layout.ts';
import type { Style } from './style.ts';

const REQUEST = /^(.*?) \[(request [^\]]+)\]$/s;

/** Every error for a person: what, where (the line, and a caret below it), why, and what to do next. */
export function errorsText(errors: readonly Diagnostic[], cwd: string, style: Style): string {
  return inOrder(errors)
    .map((error) => errorText(error, cwd, style))
    .join('\n');
}

function errorText({ code, message, hint, at, cause: whole }: Diagnostic, cwd: string, style: Style): string {
  const cause = causeBeside(message, whole);
  return [
    ...flowText(`${style.bad('error')} `, `${clean(message)} ${style.dim(`[${code}]`)}`, style.columns),
    ...(at ? [`  ${style.accent(clean(placeText(at, cwd)))}`, ...excerpt(at, style)] : []),
    ...(cause ? flowText('  ', indent(clean(cause)), style.columns).map(style.dim) : []),
    ...(hint ? flowText(`  ${style.strong('→')} `, clean(hint), style.columns) : []),
    '',
  ].join('\n');
}

/** Of the cause what the message has not said already: often the id of the request alone, which AWS's support asks for. */
function causeBeside(message: string, cause: string | null): string | null {
  if (cause === null) return null;
  const [, said = cause, request = null] = REQUEST.exec(cause) ?? [];
  return message.includes(said) ? request : `cause: ${cause}`;
}

export function warningText({ message, at }: Warning, cwd: string, style: Style): string {
  const place = at ? ` ${style.dim(`(${clean(placeText(at, cwd))})`)}` : '';
  return `${flowText(`${style.warn('warning')} `, clean(message) + place, style.columns).join('\n')}\n`;
}

/** What is read from bytes that are no UTF-8, and a byte that stands in no text: a line with it tells nobody anything. */
// eslint-disable-next-line no-control-regex -- this is the one to find
const NO_TEXT = /[\uFFFD\0]/;

/** The line at fault and a caret; nothing when it is no text, or the file cannot be read any more. */
function excerpt({ file, line, column }: Position, style: Style): string[] {
  try {
    const text = readFileSync(file, 'utf8').split(/\r?\n/)[line - 1];
    if (text === undefined || text.length > 300 || NO_TEXT.test(text)) return [];
    const gutter = `${line} │ `.padStart(8);
    const { shown, before } = part(clean(text), column - 1, style.columns - gutter.length);
    const pad = before.replaceAll(/[^\t]/g, ' ');
    return [`${style.dim(gutter)}${shown}`, `${' '.repeat(gutter.length)}${pad}${style.bad('^')}`];
  } catch {
    return [];
  }
}

/** What of a line has room in the terminal, so that the caret stands below its letter: cut where it is far from there. */
function part(text: string, at: number, room: number): { shown: string; before: string } {
  if (text.length <= room) return { shown: text, before: text.slice(0, at) };
  const start = at < room - 2 ? 0 : at - Math.floor(room / 2);
  const head = start > 0 ? '…' : '';
  const end = start + room - head.length;
  const shown = `${head}${end < text.length ? `${text.slice(start, end - 1)}…` : text.slice(start)}`;
  return { shown, before: `${head}${text.slice(start, at)}` };
}

/** All lines below the first one as far to the right as that. */
function indent(text: string): string {
  return text.replaceAll('\n', '\n  ');
}
