import { readdir, readFile } from 'node:fs/promises';

const ROOT = new URL('../../../', import.meta.url);

/** A page with its fenced blocks apart from its text. */
export interface Page {
  /** Below the root of the project. */
  readonly name: string;
  readonly blocks: readonly Block[];
  /** What stands between the blocks. */
  readonly prose: string;
}

/** A fenced block, without the indentation of the list that it stands in. */
export interface Block {
  readonly language: string;
  /** What follows the language: `run`, or the path of the file that the block is. */
  readonly info: string;
  readonly body: string;
}

const FENCED = /^( *)```(\w*) ?(.*)\n([\s\S]*?)^ *```$/gm;

/** Every page that is written for people, those that are generated included. */
export async function allPages(): Promise<Page[]> {
  const below = await readdir(new URL('docs/', ROOT), { recursive: true });
  const docs = below.filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`);
  const names = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'environments/README.md', ...docs.sort()];
  return Promise.all(names.map(async (name) => pageOf(name, await readFile(new URL(name, ROOT), 'utf8'))));
}

function pageOf(name: string, text: string): Page {
  const blocks = [...text.matchAll(FENCED)].map(([, indent = '', language = '', info = '', body = '']) => ({
    language,
    info,
    body: body.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  }));
  return { name, blocks, prose: text.replaceAll(FENCED, '') };
}

/** Command lines of envctl on a page: in its blocks whole, and in its text between backticks. */
export function linesOf({ blocks, prose }: Page): string[] {
  const shown = blocks.flatMap(({ body }) => [...body.matchAll(/^(?:# +|\$ |source <\()?(envctl .*)$/gm)]);
  const said = [...prose.matchAll(/`(envctl [^`]+)`/g)];
  return [...shown, ...said].flatMap(([, line]) => line ?? []);
}

/** The words of a command line up to its comment, its pipe or its redirection. */
export function wordsOf(line: string): string[] {
  const own = line.replace(/\s+(?:#|\\?\||[<>](?= )|\(|\\$).*$/, '').replace(/\)$/, '');
  return own.split(/\s+/).slice(1);
}
