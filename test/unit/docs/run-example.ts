import { chmod, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { expect } from 'vitest';
import { main } from '../../../src/main.ts';
import { folder } from '../../support/folder.ts';
import { testHost } from '../../support/host.ts';
import { gist, type Example } from './examples.ts';

/** How a command line ended, and what it printed. */
export interface Ended {
  readonly exit: number;
  readonly lines: readonly string[];
}

/** Runs one command line of the program in a folder, on the embedded AWS. */
export async function envctl(line: string, cwd: string): Promise<Ended> {
  const env = { ENVCTL_SIMULATE: 'true', PATH: await pathWithAws() };
  const host = testHost({ cwd, env, foreground: async () => 0 });
  const exit = await main(line.split(/\s+/).slice(1), host);
  return { exit, lines: `${host.stderr.text()}${host.stdout.text()}`.split('\n') };
}

/** What `exec` is shown with need not be on this machine: it is looked for and not started. */
async function pathWithAws(): Promise<string> {
  const bin = await folder({ aws: '' });
  await chmod(join(bin, 'aws'), 0o755);
  return [bin, process.env['PATH']].join(delimiter);
}

/** `# <file>: <old> → <new>` is an edit. */
async function edit(line: string, cwd: string): Promise<void> {
  const [, name = '', before = '', after = ''] = /^# (\S+): (.*) → (.*)$/.exec(line) ?? [];
  const text = await readFile(join(cwd, name), 'utf8');
  expect(text).toContain(before);
  await writeFile(join(cwd, name), text.replace(before, after));
}

/**
 * Lines that are said to be printed and are not, or not in that order. What ends side by side may end in any order; a page
 * may leave out how long it took.
 */
export function missing(said: readonly string[], printed: readonly string[]): string[] {
  const gists = printed.map(gist);
  let from = 0;
  return said.filter((line) => {
    const anywhere = /^[✓✗]/.test(line);
    const at = gists.findIndex((one, index) =>
      anywhere ? one.includes(gist(line)) : index >= from && one.endsWith(gist(line)),
    );
    if (at >= 0 && !anywhere) from = at + 1;
    return at < 0;
  });
}

/** Carries one example out in a folder and compares it with what the page says. */
export async function checkExample(example: Example, cwd: string): Promise<void> {
  const { how, prints } = example;
  const line = example.line.replace(/^node bin\/envctl\.js /, 'envctl ');
  if (line.startsWith('# ')) return edit(line, cwd);
  if (!line.startsWith('envctl ')) return;
  const { exit, lines } = await envctl(line, cwd);
  if (how === 'run') expect(exit, `${line}\n${lines.join('\n')}`).toBe(0);
  else expect(exit, `${line}\n${lines.join('\n')}`).not.toBe(4);
  expect(missing(prints, lines), `${line} printed\n${lines.join('\n')}`).toEqual([]);
}
