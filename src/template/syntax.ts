import { Composer, Parser, type CST, type Document, type LineCounter } from 'yaml';
import { diagnostic, type Diagnostic, type Position } from '../diagnostics/diagnostic.ts';
import type { Json } from '../model/json.ts';
import { Converter } from './convert.ts';
import { tooDeepAt } from '../model/yaml-depth.ts';
import { firstErrors, linesOf } from '../model/yaml-text.ts';
import { MAX_DEPTH } from './limits.ts';
import { offsetAt } from './marks.ts';
import type { TreePath } from './template.ts';

/** YAML (JSON is part of it) as a tree in long form, with the places of its values. */
export interface Syntax {
  readonly tree: Json;
  readonly diagnostics: readonly Diagnostic[];
  readonly locate: (path: TreePath) => Position;
}

/** Reads text into a tree. Never throws: what is wrong with the text, duplicate keys too, is in the diagnostics. */
export function readSyntax(text: string, file: string): Syntax {
  const lines = linesOf(text);
  const positionOf = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const diagnostics: Diagnostic[] = [];
  const report = (message: string, offset: number, hint: string | null = null): void => {
    diagnostics.push(diagnostic('TemplateInvalid', message, { at: positionOf(offset), hint }));
  };
  const tokens = [...new Parser().parse(text)];
  const deep = tooDeepAt(tokens, MAX_DEPTH);
  if (deep !== null) report('the template is nested too deeply', deep);
  const document = deep === null ? compose(tokens, { end: text.length, lines }, report) : null;
  const { value, mark } = new Converter(report).convert(document?.contents);
  return { tree: value, diagnostics, locate: (path) => positionOf(offsetAt(mark, path)) };
}

/** The failsafe schema leaves every scalar as it is written, and every tag to the converter. */
function compose(
  tokens: readonly CST.Token[],
  { end, lines }: { readonly end: number; readonly lines: LineCounter },
  report: (message: string, offset: number) => void,
): Document.Parsed | null {
  // Keys that are there twice are found by the converter: the composer compares each with all others.
  const options = { schema: 'failsafe', uniqueKeys: false } as const;
  const [document, another] = [...new Composer(options).compose(tokens, true, end)];
  const errors = firstErrors(document?.errors ?? [], lines);
  for (const { message, error } of errors) report(`not valid YAML or JSON: ${message}`, error.pos[0]);
  if (another) report('a template is one document', another.range[0]);
  // Of what cannot be read, nothing else is worth telling.
  return errors.length > 0 ? null : (document ?? null);
}
