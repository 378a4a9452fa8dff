import { spawnSync } from 'node:child_process';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FILES, SCRIPTS } from '../../../src/cli/completion/scripts.ts';
import { folder } from '../../support/folder.ts';

/** Stands in for envctl: tells what it was asked, and answers the same to every question. */
const STUB = `#!/bin/sh
for word in "$@"; do printf '<%s>' "$word" >> "$ASKED"; done
printf '%b' "$ANSWER"
`;

interface Asked {
  readonly stdout: string;
  readonly asked: string;
}

/** Runs a script in a shell that has sourced the completion; null where there is no such shell. */
async function inShell(shell: keyof typeof SCRIPTS, script: string, answer: string): Promise<Asked | null> {
  if (spawnSync(shell, ['--version']).status !== 0) return null;
  const root = await folder({ 'bin/envctl': STUB, completion: SCRIPTS[shell], asked: '', afile: '' });
  await chmod(join(root, 'bin/envctl'), 0o755);
  const env = { ...process.env, PATH: `${root}/bin:${process.env['PATH']}`, ASKED: `${root}/asked`, ANSWER: answer };
  await writeFile(join(root, 'script'), script);
  const { stdout, stderr, status } = spawnSync(shell, ['script'], {
    cwd: root,
    env,
    encoding: 'utf8',
    timeout: 20_000,
  });
  expect([status, stderr]).toEqual([0, '']);
  return { stdout, asked: spawnSync('cat', [`${root}/asked`], { encoding: 'utf8' }).stdout };
}

const WORDS = 'deploy\\tDeploy services\\ndev:one\\n';

/** zsh cuts off the option itself: what it is told to is the answer. */
const ZSH_OPTION = `
compdef() { : }
compset() { print -rl -- "$@" }
_describe() { : }
source completion
words=(envctl graph '--format=s'); CURRENT=3; PREFIX='--format=s'
_envctl
`;

/** zsh answers only while it completes: `compadd` and `_describe` are replaced by what tells. */
const ZSH = `
compdef() { : }
_describe() { print -rl -- "\${(@P)2}" }
_files() { print files }
source completion
words=(envctl deploy 'de' ''); CURRENT=3
_envctl
`;

const CASES = [
  [
    'bash',
    'source completion; COMP_WORDS=(envctl deploy "de" x); COMP_CWORD=2; _envctl; printf "%s\\n" "${COMPREPLY[@]}"',
    'deploy\ndev:one\n',
  ],
  ['zsh', ZSH, 'deploy:Deploy services\ndev\\:one\n'],
  ['fish', 'source completion; complete -C "envctl deploy de"', 'deploy\tDeploy services\ndev:one\n'],
] as const;

describe.each(CASES)('completion for %s', (shell, script, expected) => {
  it('asks with the words up to the cursor and offers what comes back', async (test) => {
    const ended = await inShell(shell, script, WORDS);
    if (!ended) return test.skip(`no ${shell} here`);
    expect(ended.asked).toBe('<completion><--words><--><deploy><de>');
    expect(ended.stdout).toBe(expected);
  });
});

describe('completion of files', () => {
  it.each([
    [
      'bash',
      'source completion; COMP_WORDS=(envctl plan --out ""); COMP_CWORD=3; _envctl; echo "${#COMPREPLY[@]}"',
      '0\n',
    ],
    ['zsh', ZSH, 'files\n'],
    ['fish', 'source completion; complete -C "envctl plan --out af"', 'afile\n'],
  ] as const)('is left to %s', async (shell, script, expected) => {
    const ended = await inShell(shell, script, `${FILES}\\n`);
    if (!ended) return;
    expect(ended.stdout).toBe(expected);
  });

  it('has zsh take the value of an option for itself', async () => {
    const ended = await inShell('zsh', ZSH_OPTION, 'svg\\n');
    if (!ended) return;
    expect(ended.stdout).toBe('-P\n--*=\n');
  });

  it.each([
    ['the values', 'afew\\n', '--out=afew\n'],
    ['files', `${FILES}\\n`, '--out=afile\n'],
  ])('gives fish %s behind the option', async (_, answer, expected) => {
    const ended = await inShell('fish', 'source completion; complete -C "envctl plan --out=af"', answer);
    if (!ended) return;
    expect(ended.stdout).toBe(expected);
  });

  it('asks fish with an empty word where nothing has been typed', async (test) => {
    const ended = await inShell('fish', 'source completion; complete -C "envctl plan "', 'dev\\n');
    if (!ended) return test.skip('no fish here');
    expect(ended.asked).toBe('<completion><--words><--><plan><>');
  });
});
