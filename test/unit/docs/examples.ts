import { readFile } from 'node:fs/promises';

/** One command line of a page, with what the page says that it prints. */
export interface Example {
  /** `run`: it has to end with 0 and print this; `read`: it has to be understood. */
  readonly how: 'run' | 'read';
  readonly line: string;
  readonly prints: readonly string[];
}

/** Command lines in the fenced `sh` and `console` blocks of a page; in the latter they follow a `$`, and the rest is what they print. */
export async function examplesOf(page: URL): Promise<Example[]> {
  const text = await readFile(page, 'utf8');
  return [...text.matchAll(/^```(sh|console)( run)?\n([\s\S]*?)^```$/gm)].flatMap(([, language, run, body = '']) =>
    language === 'console' ? sessionOf(body, run ? 'run' : 'read') : linesOf(body, run ? 'run' : 'read'),
  );
}

function linesOf(body: string, how: Example['how']): Example[] {
  return body
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => ({ how, line, prints: [] }));
}

/** A session in a terminal: what follows a `$`, and what it prints. */
export function sessionOf(body: string, how: Example['how']): Example[] {
  return body
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const [line = '', ...rest] = part.split('\n');
      return { how, line, prints: rest.filter((each) => each.trim() !== '' && each.trim() !== '…') };
    });
}

/** What is left of a line when numbers, ids and the width of columns do not count. */
export function gist(line: string): string {
  return line
    .replaceAll(/\b(?=[a-z]*\d)[a-z\d]{10}\b/g, 'ID')
    .replaceAll(/\d+(\.\d+)?/g, 'N')
    .replaceAll(/(?:N min )?N s\b/g, 'N s')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** Files that a page gives whole, by their path: fenced blocks with a path after the language. */
export async function filesOf(page: URL): Promise<Record<string, string>> {
  const text = await readFile(page, 'utf8');
  const blocks = [...text.matchAll(/^```\w+ ([\w./-]+\.\w+)\n([\s\S]*?)^```$/gm)];
  return Object.fromEntries(blocks.map(([, path = '', body = '']) => [path, body]));
}
