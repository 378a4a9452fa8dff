import { LineCounter, type YAMLError } from 'yaml';

/** What follows the first errors of a text is mostly their echo: that there is more is all that helps. */
const MAX_ERRORS = 3;

/** A syntax error in this program's words. */
export interface SyntaxProblem {
  /** Lower-case, without a full stop. */
  readonly message: string;
  readonly error: YAMLError;
}

/** Where the lines of a text begin. The parser's own count leaves some out of a text that is broken: after a quote that nothing closes. */
export function linesOf(text: string): LineCounter {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) lines.addNewLine(end + 1);
  return lines;
}

/** The first of what the parser found wrong, one a line; the last of them tells of how many more lines something is wrong with. */
export function firstErrors(errors: readonly YAMLError[], lines: LineCounter): SyntaxProblem[] {
  const byLine = new Map<number, YAMLError>();
  for (const error of errors) {
    const { line } = lines.linePos(error.pos[0]);
    if (!byLine.has(line)) byLine.set(line, error);
  }
  const more = byLine.size - MAX_ERRORS;
  return [...byLine.values()].slice(0, MAX_ERRORS).map((error, index) => ({
    error,
    message: `${plainMessage(error)}${more > 0 && index === MAX_ERRORS - 1 ? ` (and ${more} more in this file)` : ''}`,
  }));
}

function plainMessage({ message }: YAMLError): string {
  return message.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase()).replace(/\.$/, '');
}
