import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src/cli/commands.ts';
import { isObject } from '../../../src/model/json.ts';
import { folder } from '../../support/folder.ts';
import { examplesOf, sessionOf, type Example } from './examples.ts';
import { checkExample, envctl, missing } from './run-example.ts';

const ROOT = new URL('../../../', import.meta.url);
const README = new URL('README.md', ROOT);

describe('README', () => {
  let examples: readonly Example[] = [];
  beforeAll(async () => {
    examples = await examplesOf(README);
  });

  it('has examples that work as they are written, and print what it says', async () => {
    const cwd = await folder({});
    await cp(new URL('environments', ROOT), join(cwd, 'environments'), { recursive: true });
    expect(examples.filter(({ how }) => how === 'run').length).toBeGreaterThan(10);
    for (const example of examples) await checkExample(example, cwd);
  }, 300_000);

  it('has a picture of that very session', async () => {
    const picture = await readFile(new URL('docs/session.svg', ROOT), 'utf8');
    const [, transcript = ''] = /<desc id="transcript">([\s\S]*?)<\/desc>/.exec(picture) ?? [];
    const shown = sessionOf(transcript.replaceAll('&gt;', '>').replaceAll('&lt;', '<').replaceAll('&amp;', '&'), 'run');
    const told = examples.slice(0, shown.length);
    expect(shown.map(({ line }) => line)).toEqual(told.map(({ line }) => line));
    for (const [index, { line, prints }] of told.entries())
      expect(missing(prints, shown[index]?.prints ?? []), `npm run record; ${line}`).toEqual([]);
  });

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
