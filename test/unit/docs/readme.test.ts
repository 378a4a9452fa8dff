import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src/cli/commands.ts';
import { main } from '../../../src/main.ts';
import { isObject } from '../../../src/model/json.ts';
import { folder } from '../../support/folder.ts';
import { testHost } from '../../support/host.ts';
import { examplesOf, gist, type Example } from './examples.ts';

const ROOT = new URL('../../../', import.meta.url);
const README = new URL('README.md', ROOT);

interface Ended {
  readonly exit: number;
  readonly lines: readonly string[];
}

/** Runs one command line of the program in a folder, on the embedded AWS. */
async function envctl(line: string, cwd: string): Promise<Ended> {
  const host = testHost({ cwd, env: { ENVCTL_SIMULATE: 'true' } });
  const exit = await main(line.split(/\s+/).slice(1), host);
  return { exit, lines: `${host.stderr.text()}${host.stdout.text()}`.split('\n') };
}

/** `# <file>: <old> → <new>` is an edit. */
async function edit(line: string, cwd: string): Promise<void> {
  const [, name = '', before = '', after = ''] = /^# (\S+): (.*) → (.*)$/.exec(line) ?? [];
  const text = await readFile(join(cwd, name), 'utf8');
  expect(text).toContain(before);
  await writeFile(join(cwd, name), text.replace(before, after));
}

/** Lines that are said to be printed and are not, or not in that order. What ends side by side may end in any order. */
function missing(said: readonly string[], printed: readonly string[]): string[] {
  const gists = printed.map(gist);
  let from = 0;
  return said.filter((line) => {
    const anywhere = /^[✓✗]/.test(line);
    const at = gists.findIndex((one, index) => (anywhere || index >= from) && one.endsWith(gist(line)));
    if (at >= 0 && !anywhere) from = at + 1;
    return at < 0;
  });
}

async function check(example: Example, cwd: string): Promise<void> {
  const { how, prints } = example;
  const line = example.line.replace(/^node bin\/envctl\.js /, 'envctl ');
  if (line.startsWith('# ')) return edit(line, cwd);
  if (!line.startsWith('envctl ')) return;
  const { exit, lines } = await envctl(line, cwd);
  if (how === 'run') expect(exit, `${line}\n${lines.join('\n')}`).toBe(0);
  else expect(exit, `${line}\n${lines.join('\n')}`).not.toBe(4);
  expect(missing(prints, lines), `${line} printed\n${lines.join('\n')}`).toEqual([]);
}

describe('README', () => {
  let examples: readonly Example[] = [];
  beforeAll(async () => {
    examples = await examplesOf(README);
  });

  it('has examples that work as they are written, and print what it says', async () => {
    const cwd = await folder({});
    await cp(new URL('environments', ROOT), join(cwd, 'environments'), { recursive: true });
    expect(examples.filter(({ how }) => how === 'run').length).toBeGreaterThan(10);
    for (const example of examples) await check(example, cwd);
  }, 180_000);

  it('names scripts that are there', async () => {
    const content: unknown = JSON.parse(await readFile(new URL('package.json', ROOT), 'utf8'));
    const scripts = isObject(content) && isObject(content['scripts']) ? Object.keys(content['scripts']) : [];
    const named = examples.flatMap(({ line }) => /^npm run (\S+)/.exec(line)?.[1] ?? []);
    expect(named).toContain('demo');
    for (const name of named) expect(scripts).toContain(name);
  });

  it('has a line for each command, and calls none of them missing', async () => {
    const text = await readFile(README, 'utf8');
    const listed = [...text.matchAll(/^\| `([a-z-]+)`/gm)].map(([, name]) => name);
    expect(new Set(listed)).toEqual(new Set(Object.keys(COMMANDS)));
    const later = /designed and not there: ([^.]*)\./.exec(text)?.[1] ?? '';
    for (const name of Object.keys(COMMANDS)) expect(later).not.toContain(`\`${name}\``);
  });

  it('has a definition of which nothing is refused', async () => {
    const text = await readFile(README, 'utf8');
    const [, yaml = ''] = /^```yaml\n([\s\S]*?)^```$/m.exec(text) ?? [];
    const cwd = await folder({});
    await cp(new URL('environments/services', ROOT), join(cwd, 'environments/services'), { recursive: true });
    await writeFile(join(cwd, 'environments', 'staging.yaml'), yaml);
    const { exit, lines } = await envctl('envctl validate', cwd);
    expect(exit, lines.join('\n')).toBe(0);
  });
});
