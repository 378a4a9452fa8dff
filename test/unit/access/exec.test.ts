import { describe, expect, it } from 'vitest';
import type { Foreground } from '../../../src/foreground.ts';
import { desk, type Desk } from '../../support/cli.ts';
import { MANAGEMENT, members } from '../../support/world.ts';

const MEMBER = { project: 'notes', region: 'eu-central-1', account: { email: 'aws+staging@example.com' } };

async function project(): Promise<Desk> {
  const one = await desk({
    'staging.yaml': MEMBER,
    'own.yaml': { project: 'notes', region: 'eu-west-1', account: { id: MANAGEMENT } },
    'nobody.yaml': { ...MEMBER, account: { email: 'aws+nobody@example.com' } },
  });
  await one.run('create-account staging');
  return one;
}

/** Takes the place of the terminal, and remembers what was started. */
function terminal(status = 0): {
  readonly started: Foreground[];
  readonly foreground: (program: Foreground) => Promise<number>;
} {
  const started: Foreground[] = [];
  return {
    started,
    foreground: async (program) => {
      started.push(program);
      return status;
    },
  };
}

const NOTHING: Foreground['env'] = {};

describe('exec', () => {
  it('starts what follows -- with the credentials and the region of the account', async () => {
    const { run, world } = await project();
    const { started, foreground } = terminal();
    const env = { PATH: '/bin', AWS_PROFILE: 'mine', AWS_SESSION_TOKEN: 'old' };
    const done = await run(['exec', 'staging', '--', 'sh', 's3', 'ls', '--output', 'json'], { foreground, env });
    expect(done).toMatchObject({ exit: 0, stdout: '', stderr: '' });
    const { command, parameters, env: given } = started[0] ?? { command: '', parameters: [], env: NOTHING };
    expect({ command, parameters }).toEqual({ command: 'sh', parameters: ['s3', 'ls', '--output', 'json'] });
    expect(given).toMatchObject({ PATH: '/bin', AWS_REGION: 'eu-central-1', AWS_DEFAULT_REGION: 'eu-central-1' });
    expect(given['AWS_PROFILE']).toBeUndefined();
    const caller = await world
      .run({
        credentials: {
          accessKeyId: given['AWS_ACCESS_KEY_ID'] ?? '',
          secretAccessKey: given['AWS_SECRET_ACCESS_KEY'] ?? '',
          sessionToken: given['AWS_SESSION_TOKEN'] ?? '',
        },
      })
      .aws.caller();
    expect(caller.account).toBe(members(world)[0]?.id);
    expect(caller.arn).toContain('assumed-role/OrganizationAccountAccessRole/');
    const left = Date.parse(given['AWS_CREDENTIAL_EXPIRATION'] ?? '') - world.simulator.settings.clock.now();
    expect(left / 60_000).toBeCloseTo(60, 0);
  });

  it('ends with the exit status of the command, whatever it is', async () => {
    const { run } = await project();
    for (const status of [1, 42, 130, 143]) {
      expect((await run(['exec', 'staging', '--', 'true'], terminal(status))).exit).toBe(status);
    }
  });

  it('gives no token with the long-term keys of a user who is in the account already', async () => {
    const { run } = await project();
    const { started, foreground } = terminal();
    await run(['exec', 'own', '--', 'env'], { foreground, env: { AWS_SESSION_TOKEN: 'old' } });
    expect(started[0]?.env).toMatchObject({ AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE' });
    expect(started[0]?.env['AWS_SESSION_TOKEN']).toBeUndefined();
  });

  it('takes the deploy role on request, and the environment from ENVCTL_ENVIRONMENT', async () => {
    const { run, world } = await project();
    await run('bootstrap staging');
    const { started, foreground } = terminal();
    const env = { ENVCTL_ENVIRONMENT: 'staging' };
    expect((await run(['exec', '--role', 'deploy', '--', 'env'], { foreground, env })).exit).toBe(0);
    const { AWS_ACCESS_KEY_ID: key = '' } = started[0]?.env ?? {};
    const issued = world.simulator.state.services['credentials'] as Record<string, { principal: string }>;
    expect(issued[key]?.principal).toContain('assumed-role/envctl-notes-deploy/');
  });

  it.each([
    { line: ['exec', 'staging'], hint: '--' },
    { line: ['exec', 'staging', '--'], hint: '--' },
    { line: ['exec', 'staging', 'aws', 's3', 'ls'], hint: 'exec staging -- aws s3 ls' },
    { line: ['exec', 'staging', 'aws', '--', 's3'], hint: '--' },
  ])('$line is not understood, and nothing is started', async ({ line, hint }) => {
    const { run, connections } = await project();
    const before = connections();
    const refused = await run([...line.slice(0, 1), '--output=json', ...line.slice(1)]);
    expect(refused.exit).toBe(4);
    expect(refused.json()['error']).toMatchObject({
      code: 'UsageInvalid',
      hint: expect.stringContaining(hint) as string,
    });
    expect(connections()).toBe(before);
  });

  it.each(['envctl-no-such-program', './stack', '/no/such/program'])(
    'refuses %s, which is no program, without a call to AWS',
    async (program) => {
      const { run, connections } = await project();
      const before = connections();
      const { exit, stderr } = await run(['exec', 'staging', '--', program]);
      expect([exit, stderr]).toEqual([4, expect.stringContaining(`${program} cannot be started`)]);
      expect(connections()).toBe(before);
    },
  );

  it('starts nothing without an account', async () => {
    const { run } = await project();
    const refused = await run(['exec', 'nobody', '--', 'sh']);
    expect(refused.exit).toBe(3);
    expect(refused.stdout).toBe('');
    expect(refused.stderr).toContain('AccountNotFound');
  });

  it('tells of its own failures in text, whatever stands after --', async () => {
    const { run } = await project();
    const refused = await run(['exec', 'nobody', '--', 'sh', '--output', 'json', '--verbose']);
    expect(refused.stdout).toBe('');
    expect(refused.stderr).not.toContain('at async');
  });
});
