import { readFileSync } from 'node:fs';
import { inOrder, type Diagnostic, type Position, type Warning } from '../diagnostics/diagnostic.ts';
import { clean } from './clean.ts';
import { placeText } from './document.ts';
import type { Style } from './style.ts';

/** Every error for a person: what, where (the line, and a caret below it), why, and what to do next. */
export function errorsText(errors: readonly Diagnostic[], cwd: string, style: Style): string {
  return inOrder(errors)
    .map((error) => errorText(error, cwd, style))
    .join('\n');
}

function errorText({ code, message, hint, at, cause }: Diagnostic, cwd: string, style: Style): string {
  return [
    `${style.bad('error')} ${clean(message)} ${style.dim(`[${code}]`)}`,
    ...(at ? [`  ${style.accent(clean(placeText(at, cwd)))}`, ...excerpt(at, style)] : []),
    ...(cause ? [style.dim(indent(`cause: ${clean(cause)}`))] : []),
    ...(hint ? [`  ${style.strong('→')} ${clean(hint)}`] : []),
    '',
  ].join('\n');
}

export function warningText({ message, at }: Warning, cwd: string, style: Style): string {
  return `${style.warn('warning')} ${clean(message)}${at ? style.dim(` (${clean(placeText(at, cwd))})`) : ''}\n`;
}

/** The line at fault and a caret; nothing when the file cannot be read any more. */
function excerpt({ file, line, column }: Position, style: Style): string[] {
  try {
    const text = readFileSync(file, 'utf8').split(/\r?\n/)[line - 1];
    if (text === undefined || text.length > 300) return [];
    const gutter = `${line} │ `.padStart(8);
    const pad = clean(text.slice(0, column - 1)).replaceAll(/[^\t]/g, ' ');
    return [`${style.dim(gutter)}${clean(text)}`, `${' '.repeat(gutter.length)}${pad}${style.bad('^')}`];
  } catch {
    return [];
  }
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
}
