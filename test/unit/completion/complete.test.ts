import { describe, expect, it } from 'vitest';
import { desk } from '../../support/cli.ts';
import { definition, service, stackFile } from '../../support/project.ts';

const SERVICES = {
  database: service('database'),
  notes: service('notes', { runtime: { PAGE_SIZE: { default: '20' } } }),
};

const FILES = {
  'base.yaml': { project: 'notes', region: 'eu-west-1' },
  'dev.yaml': definition(SERVICES),
  'dev-emma.yaml': definition({ notes: SERVICES.notes }),
  ...stackFile('database'),
  ...stackFile('notes'),
};

/** What is offered behind these words, the last of which is the one in question. */
async function offered(...words: readonly string[]): Promise<string[]> {
  const { run, connections } = await desk(FILES);
  const { exit, stdout, stderr } = await run(['completion', '--words', '--', ...words]);
  expect([exit, stderr, connections()]).toEqual([0, '', 0]);
  return [...stdout.matchAll(/^[^\t\n]+/gm)].map(([word]) => word);
}

describe('completion', () => {
  it.each([
    ['commands', ['dep'], ['deploy']],
    ['options of every command', ['--out'], ['--output']],
    ['environments, no bases', ['deploy', ''], ['dev', 'dev-emma']],
    ['environments that begin so', ['deploy', 'dev-'], ['dev-emma']],
    ['environments that are not there yet', ['deploy', 'dev', ''], ['dev-emma']],
    ['nothing where one is enough', ['graph', 'dev', ''], []],
    ['options of the command', ['deploy', 'dev', '--only'], ['--only']],
    ['options that turn something off', ['simulator', '--no-o'], ['--no-organization']],
    ['values of an option', ['graph', '--format', 's'], ['svg']],
    ['values of an option behind =', ['graph', '--format=s'], ['svg']],
    ['values of an option, as bash breaks words', ['graph', '--format', '=', 's'], ['svg']],
    ['values of an option at =', ['graph', '--format', '='], ['dot', 'mermaid', 'svg', 'text']],
    ['services of the environment', ['deploy', 'dev', '--only', ''], ['database', 'notes']],
    ['services after a comma', ['deploy', 'dev-emma', '--only', 'x,'], ['x,notes']],
    ['services that are not in the list yet', ['deploy', '--only', 'notes,'], ['notes,database']],
    ['actions', ['config', 'un'], ['unset']],
    ['environments of an action', ['config', 'set', 'dev-'], ['dev-emma']],
    ['values of configuration', ['config', 'set', 'dev', 'notes/'], ['notes/PAGE_SIZE']],
    ['values alone where one is read', ['config', 'get', 'dev', ''], ['notes/PAGE_SIZE']],
    ['services where those are shown', ['config', 'show', 'dev', ''], ['database', 'notes']],
    ['environments alone where two are compared', ['config', 'diff', 'dev', ''], ['dev-emma']],
    ['shells', ['completion', ''], ['bash', 'fish', 'zsh']],
    ['files, left to the shell', ['plan', '--out', 'x'], [':files']],
    ['folders, left to the shell', ['init', ''], [':files']],
    ['nothing of an unknown command', ['nonsense', ''], []],
  ])('offers %s', async (_, words, expected) => {
    expect((await offered(...words)).filter((word) => !word.startsWith('-') || words.at(-1)!.startsWith('-'))).toEqual(
      expected,
    );
  });

  it('says of an option that turns something off what there is none of then', async () => {
    const { run } = await desk(FILES);
    const { stdout } = await run(['completion', '--words', '--', 'list', '--no-c']);
    expect(stdout).toBe('--no-color\tNo colours on a terminal\n');
  });

  it('offers no option that is hidden', async () => {
    expect(await offered('completion', '--w')).toEqual([]);
  });

  it('reads the folder of definitions that the line names', async () => {
    expect(await offered('deploy', '--dir', 'elsewhere', '')).toEqual([]);
  });

  it('says what commands and options mean', async () => {
    const { run } = await desk(FILES);
    const { stdout } = await run(['completion', '--words', '--', 'gra']);
    expect(stdout).toBe('graph\tWhich service waits for which, and why\n');
  });

  it('offers what it can while a definition is broken', async () => {
    const { run } = await desk({ ...FILES, 'prod.yaml': 'nonsense: [' });
    const { exit, stdout } = await run(['completion', '--words', '--', 'deploy', 'dev']);
    expect([exit, stdout]).toEqual([0, 'dev\ndev-emma\n']);
  });

  it('refuses a shell that it does not know', async () => {
    const { run } = await desk({});
    expect((await run('completion bsh')).stderr).toContain('did you mean bash?');
    expect((await run('completion')).exit).toBe(4);
  });
});
