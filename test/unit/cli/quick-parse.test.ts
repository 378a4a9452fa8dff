import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src/cli/commands.ts';
import { parseFully } from '../../../src/cli/full-parse.ts';
import { quickParse, type Args, type Chosen } from '../../../src/cli/quick-parse.ts';

const WORDS = [
  'dev',
  'staging',
  'help',
  '12',
  '007',
  '0x1',
  '',
  '-',
  '--',
  '-v',
  '-y',
  '--help',
  '--version',
  'a/b.yaml',
  '--no-color',
  '--dir',
  '--dir=x',
  '--yes',
  '--yes=false',
  '--no-yes',
  '--concurrency',
  '--concurrency=3',
  '--concurrency=x',
  '5',
  '--output',
  'json',
  '--output=xml',
  '--only',
  '--only=a,b',
  '--detailed-exitcode',
  '--detailedExitcode',
  '--unknown',
  '--simulate',
  '--as',
  'pr-12',
  '--fail-fast',
  '--out',
  'plan.json',
  '--long',
  '--read-only',
  '--since=HEAD',
  '--no-x',
];
const VARIABLES = [
  {},
  { ENVCTL_OUTPUT: 'json', ENVCTL_YES: '1', ENVCTL_CONCURRENCY: '4', ENVCTL_DETAILED_EXITCODE: 'no', ENVCTL_ONLY: 'a' },
  { ENVCTL_OUTPUT: 'xml', ENVCTL_DIR: '' },
];

const chosen = async (name: string): Promise<Chosen> => {
  const command = await COMMANDS[name]?.load();
  if (!command) throw new Error(`there is no command ${name}`);
  return { name, command };
};

describe('the quick parser', () => {
  it('agrees with yargs on every line that it takes', async () => {
    let taken = 0;
    const lines = fc.tuple(
      fc.constantFrom('validate', 'plan', 'deploy', 'list', 'status', 'doctor', 'exec', 'config'),
      fc.array(fc.constantFrom(...WORDS), { maxLength: 5 }),
      fc.nat(5),
      fc.constantFrom(...VARIABLES),
    );
    await fc.assert(
      fc.asyncProperty(lines, async ([name, words, at, env]) => {
        const argv = words.toSpliced(at, 0, name);
        const one = await chosen(name);
        const quick = quickParse(argv, one, env);
        if (!quick) return;
        taken += 1;
        expect(known(quick)).toEqual(known(await fully(argv, one, env)));
      }),
      { numRuns: 300 },
    );
    expect(taken).toBeGreaterThan(20);
  });

  it.each([
    'validate',
    'validate dev prod --output json',
    'plan dev --detailed-exitcode --no-color',
    'status dev',
    'list',
  ])('takes %s', async (line) => {
    const argv = line.split(' ');
    expect(quickParse(argv, await chosen(argv[0] ?? ''), {})).not.toBeNull();
  });
});

async function fully(argv: readonly string[], one: Chosen, env: Record<string, string>): Promise<Args> {
  const parsed = await parseFully(argv, { chosen: one, version: '0', env, print: () => undefined });
  if (!parsed) throw new Error('help was asked for');
  return parsed;
}

/** Without what yargs leaves over of its own, and what it sets to nothing. */
function known(args: Args): object {
  return Object.fromEntries(
    Object.entries(args).filter(([key, value]) => !['_', '$0', '--'].includes(key) && value !== undefined),
  );
}
