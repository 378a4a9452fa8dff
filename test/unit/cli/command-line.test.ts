import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src/cli/commands.ts';
import { fromEnvironment, GLOBAL_OPTIONS } from '../../../src/cli/options.ts';
import { EXIT, exitOf, type ErrorCode } from '../../../src/diagnostics/codes.ts';
import { desk, VERSION, type Desk } from '../../support/cli.ts';
import { definition, service, stackFile } from '../../support/project.ts';

function project(): Promise<Desk> {
  return desk({
    'dev.yaml': definition({ a: service('a'), b: service('b') }),
    'staging.yaml': definition({ a: service('a') }),
    ...stackFile('a'),
    ...stackFile('b'),
  });
}

describe('help', () => {
  it.each([['--help'], ['help'], ['']])('is printed on stdout for %j', async (line) => {
    const { run } = await project();
    const { exit, stdout, stderr } = await run(line === '' ? [] : [line]);
    expect(exit).toBe(0);
    expect(stderr).toBe('');
    for (const name of Object.keys(COMMANDS)) expect(stdout).toContain(name);
  });

  it.each(Object.keys(COMMANDS))(
    'tells of %s what it does, how it is called, and what it may do in AWS',
    async (name) => {
      const { run, connections } = await project();
      const { exit, stdout } = await run([name, '--help']);
      expect(exit).toBe(0);
      expect(stdout).toContain(`envctl ${name}`);
      const [needs, options, examples] = [/^Needs:$|^Makes no call to AWS/m, /^Options:$/m, /^Examples:$/m].map(
        (part) => stdout.search(part),
      );
      expect(needs).toBeGreaterThan(0);
      expect(options).toBeGreaterThan(needs ?? 0);
      expect(examples).toBeGreaterThan(options ?? 0);
      expect(stdout.split('\n').filter((line) => line.length > 100)).toEqual([]);
      expect(connections()).toBe(0);
    },
  );

  it('names every action once', async () => {
    const { stdout } = await (await project()).run('deploy --help');
    expect(stdout.match(/\bListRoots\b/g)).toHaveLength(1);
  });

  it('of a command is there under both of its names', async () => {
    const { run } = await project();
    expect((await run('help graph')).stdout).toBe((await run('graph --help')).stdout);
  });

  it('knows the version', async () => {
    expect((await (await project()).run('--version')).stdout).toBe(`${VERSION}\n`);
  });
});

describe('a command line that is wrong', () => {
  it.each([
    ['deplyo dev', 'there is no command "deplyo"', 'deploy'],
    ['deploy dev --yse', 'yse', '--yes'],
    ['deploy dev --prun', 'prun', '--prune'],
    ['deploy dev -y', 'unknown option -y', 'write --yes'],
    ['deploy dev -x', 'unknown option -x', 'envctl deploy --help'],
    ['completion tcsh', 'no completion for "tcsh"', 'known are: bash, fish, zsh'],
    ['ci gitlab', 'no pipeline for "gitlab"', 'known are: github'],
    ['graph dev --format cube', 'format', 'envctl graph --help'],
    ['graph dev --format svgg', 'format', '--format svg?'],
    ['graph dev --format', '--format needs a value', null],
    ['--verson', 'verson', '--version'],
    ['deploy dev --concurrency 0', 'concurrency', null],
    ['deploy dev --concurrency many', 'concurrency', null],
    ['deploy dev --concurrency 1.5', 'concurrency', null],
    ['validate dev --output yaml', 'output', null],
    ['deploy dev --only nobody', 'there is no service "nobody"', 'a, b'],
    ['deploy dev --plan nowhere.plan', 'nowhere.plan cannot be read: there is no such file', 'plan --out'],
    ['deploy', 'no environment was named', 'ENVCTL_ENVIRONMENT'],
    ['status dev staging', 'staging', null],
  ])('%s: exit 4, and no call to AWS', async (line, message, hint) => {
    const { run, connections } = await project();
    const wrong = await run(`${line} --output json`.replace('--output yaml --output json', '--output yaml'));
    expect(wrong.exit).toBe(4);
    const told = line.includes('yaml') ? wrong.stderr : JSON.stringify(wrong.json());
    expect(told).toContain(line.includes('yaml') ? message : 'UsageInvalid');
    expect(told.replaceAll('\\"', '"')).toContain(message);
    if (hint) expect(told).toContain(hint);
    expect(connections()).toBe(0);
  });

  it('tells all that is wrong with it', async () => {
    const { run } = await project();
    const { stderr } = await run('console dev --role amin --output jsn');
    expect(stderr).toContain('--role admin?');
    expect(stderr).toContain('--output json?');
    expect((await run('graph --frmat svg --ot x')).stderr).toContain('unknown option --ot');
  });

  it('that asks what changed since a commit needs a repository', async () => {
    const { run } = await project();
    const { stderr } = await run('plan dev --since nope');
    expect(stderr).toContain('this folder is in no git repository, so that nothing tells what changed since "nope"');
  });

  it('is told on stderr, with nothing on stdout', async () => {
    const { run } = await project();
    const { stdout, stderr } = await run('deplyo dev');
    expect(stdout).toBe('');
    expect(stderr).toBe('error there is no command "deplyo" [UsageInvalid]\n  → did you mean "envctl deploy"?\n');
  });
});

describe('options', () => {
  it('may stand before the command, with their values', async () => {
    const { run } = await project();
    expect((await run('--output json validate dev')).json()).toMatchObject({
      environments: [{ environment: 'dev', valid: true }],
    });
    expect((await run('--dir environments --quiet validate dev')).exit).toBe(0);
  });

  it('come from the environment, too; the command line wins', async () => {
    const { run } = await project();
    const env = { ENVCTL_OUTPUT: 'json', ENVCTL_ENVIRONMENT: 'staging' };
    expect((await run('validate', { env })).json()).toMatchObject({ environments: [{ environment: 'staging' }] });
    expect((await run('validate --output text', { env })).stdout).toBe('✓ staging\n');
    expect((await run('validate dev', { env })).json()).toMatchObject({ environments: [{ environment: 'dev' }] });
  });

  it('of another command are no concern of this one', async () => {
    const { run } = await project();
    expect(
      (
        await run('validate dev', {
          env: { ENVCTL_PRUNE: 'true', ENVCTL_OUTPUT_Name: 'x', ENVCTL_HOOK_SERVICE: 'a', ENVCTL_NONSENSE: '1' },
        })
      ).exit,
    ).toBe(0);
  });

  it.each([
    ['ENVCTL_YES', { yes: true }],
    ['ENVCTL_CONFIRM', {}],
    ['ENVCTL_APPROVE', {}],
    ['ENVCTL_ADOPT', {}],
    ['ENVCTL_REVEAL', {}],
  ])('%s is taken from the environment as %j', (name, taken) => {
    const options = {
      ...GLOBAL_OPTIONS,
      confirm: { type: 'string' },
      approve: { type: 'string' },
      adopt: { type: 'boolean' },
      reveal: { type: 'boolean' },
    } as const;
    expect(fromEnvironment(options, { [name]: 'true' })).toEqual(taken);
  });

  it.each([
    ['1', true],
    ['true', true],
    ['yes', true],
    ['', false],
    ['0', false],
    ['False', false],
    ['no', false],
    ['off', false],
  ])('a switch that is %j is %s', (value, on) => {
    expect(fromEnvironment(GLOBAL_OPTIONS, { ENVCTL_YES: value })).toEqual({ yes: on });
  });

  it.each(['ENVCTL_YES', 'ENVCTL_SIMULATE'])('%s that is neither on nor off is refused, not guessed', async (name) => {
    const { run } = await project();
    const refused = await run('validate --output json', { env: { [name]: 'maybe' } });
    expect(refused.exit).toBe(4);
    expect(refused.json()).toMatchObject({ error: { code: 'UsageInvalid', message: `${name} cannot be "maybe"` } });
    expect((await run('validate --output json', { env: { [name]: 'on' } })).exit).toBe(0);
  });

  it('with dashes have underscores there, and numbers are numbers', () => {
    const options = { 'fail-fast': { type: 'boolean' }, concurrency: { type: 'number' } } as const;
    expect(fromEnvironment(options, { ENVCTL_FAIL_FAST: '1', ENVCTL_CONCURRENCY: '5' })).toEqual({
      'fail-fast': true,
      concurrency: 5,
    });
  });

  it('that are wrong in the environment are usage errors, too', async () => {
    const { run } = await project();
    expect((await run('validate dev', { env: { ENVCTL_CONCURRENCY: 'many' } })).exit).toBe(4);
  });
});

describe('exit codes', () => {
  it.each([
    [
      4,
      ['UsageInvalid', 'DefinitionInvalid', 'TemplateInvalid', 'ConfigInvalid', 'DependencyCycle', 'UnknownReference'],
    ],
    [
      3,
      [
        'Protected',
        'Borrowed',
        'ApprovalRequired',
        'ConfirmationRequired',
        'Locked',
        'PlanStale',
        'NotOwned',
        'WrongAccount',
        'QuotaTooLow',
        'SecretMissing',
        'OutputMissing',
        'AccountNotFound',
        'OrganizationMissing',
      ],
    ],
    [
      1,
      [
        'CredentialsMissing',
        'AccessDenied',
        'AccountNotReady',
        'AccountLimitReached',
        'EmailInUse',
        'CloseQuotaReached',
        'StackFailed',
        'BuildFailed',
        'HookFailed',
        'AwsError',
      ],
    ],
    [130, ['Interrupted']],
  ] as const)('%d is for %j', (exit, codes: readonly ErrorCode[]) => {
    for (const code of codes) expect(exitOf(code)).toBe(exit);
  });

  it('are those of the contract', () => {
    expect(EXIT).toEqual({ done: 0, failed: 1, changes: 2, refused: 3, invalid: 4, interrupted: 130 });
  });
});

describe('what is unforeseen', () => {
  it('is told as a defect, in one document, and does not end the process with a stack trace', async () => {
    const { run } = await project();
    const broken = await run('status dev --output json', {
      aws: { wrap: () => ({ handle: () => Promise.reject(new TypeError('x is not a function')) }) as never },
    });
    expect(broken.exit).toBe(1);
    expect(broken.json()).toMatchObject({ error: { code: 'AwsError' } });
    expect(broken.stderr).toBe('');
  });
});
