import { Composer, Parser, type LineCounter, type YAMLError } from 'yaml';
import type { ErrorCode } from '../diagnostics/codes.ts';
import { diagnostic, type Diagnostic, type Position, type Result } from '../diagnostics/diagnostic.ts';
import { tooDeepAt } from '../model/yaml-depth.ts';
import { firstErrors, linesOf } from '../model/yaml-text.ts';
import { MAX_DEPTH } from './limits.ts';
import { nodeToTree } from './yaml-nodes.ts';
import type { Tree } from './tree.ts';

/**
 * Reads one YAML 1.2 document (JSON is YAML) into a located tree. Merge keys and aliases are expanded, within bounds, so
 * that no text can make this take long or overflow the stack. An empty document gives null without a diagnostic.
 */
export function readYaml(file: string, text: string, code: ErrorCode): Result<Tree> {
  const lines = linesOf(text);
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const refuse = (message: string, offset: number, hint: string | null = null): Result<Tree> => ({
    value: null,
    diagnostics: [diagnostic(code, message, { at: at(offset), hint })],
  });
  const tokens = [...new Parser().parse(text)];
  const deep = tooDeepAt(tokens, MAX_DEPTH);
  if (deep !== null) return refuse(`values are nested deeper than ${MAX_DEPTH} levels`, deep);
  const documents = [...new Composer({ schema: 'core', uniqueKeys: false, logLevel: 'silent' }).compose(tokens)];
  const [document, second] = documents;
  if (second) return refuse('the file holds more than one document', second.range[0], 'keep one and remove the `---`');
  if (!document) return { value: null, diagnostics: [] };
  const problems = syntaxProblems([...document.errors, ...document.warnings], { text, lines, code, at });
  if (problems.length > 0) return { value: null, diagnostics: problems };
  if (!document.contents) return { value: null, diagnostics: [] };
  return nodeToTree(document.contents, code, at);
}

interface Source {
  readonly text: string;
  readonly lines: LineCounter;
  readonly code: ErrorCode;
  readonly at: (offset: number) => Position;
}

/** In this program's form, each with what mostly helps. */
function syntaxProblems(errors: readonly YAMLError[], { text, lines, code, at }: Source): Diagnostic[] {
  return firstErrors(errors, lines).map(({ message, error }) =>
    diagnostic(code, `not valid YAML: ${message}`, { at: at(error.pos[0]), hint: syntaxHint(error, text) }),
  );
}

/** What mostly helps, by what the parser calls it. */
const HINTS: Readonly<Partial<Record<YAMLError['code'], string>>> = {
  BAD_ALIAS: 'put a value that begins with * or & in quotes',
  BAD_DQ_ESCAPE: 'write \\\\ for a backslash, or put the value in single quotes',
  BAD_INDENT: 'begin it in the same column as the lines that it belongs to',
  BAD_SCALAR_START: 'put a value that begins with this sign in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'put the value on a line of its own; text with a colon and a blank in it needs quotes',
  BLOCK_IN_FLOW: 'close the { or [ before, or write the list inside it with [ ]',
  MISSING_CHAR: 'look for a quote or bracket that nothing closes, or a colon that is missing after a key',
  MULTILINE_IMPLICIT_KEY: 'a colon is missing after the key, or the text needs quotes',
  TAB_AS_INDENT: 'indent with spaces',
  TAG_RESOLVE_FAILED: 'tags have no meaning here; put a value that begins with ! in quotes',
  UNEXPECTED_TOKEN: 'put the whole value in quotes, or remove what is too much',
};

function syntaxHint(error: YAMLError, text: string): string | null {
  const start = text.lastIndexOf('\n', error.pos[0] - 1) + 1;
  const line = text.slice(start, text.indexOf('\n', start) + 1 || undefined);
  const isReference = /[{[,][^"']*\$\{/.test(line);
  if (/must .* end with a [}\]]/.test(error.message)) return 'the { or [ that begins before is not closed';
  return isReference ? 'inside { } and [ ] a string with ${…} needs quotes' : (HINTS[error.code] ?? null);
}
