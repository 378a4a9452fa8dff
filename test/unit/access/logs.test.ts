import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, it } from 'vitest';
import { simulatorHandler } from '../../../src/simulator/handler.ts';
import { desk, type Desk } from '../../support/cli.ts';
import { definition, service } from '../../support/project.ts';
import { wire } from '../../support/requests.ts';
import { createWorld } from '../../support/world.ts';

const NESTED = { Resources: { Inner: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: 'inner' } } } };
const NOTES = {
  Resources: {
    Group: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: 'notes-group' } },
    Nested: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: './nested.json' } },
  },
};
const QUIET = { Resources: { Topic: { Type: 'AWS::SNS::Topic' } } };

interface Writing extends Desk {
  /** Writes lines into a log group, so many seconds ago. */
  log(group: string, lines: Readonly<Record<number, string>>): Promise<void>;
  now(): number;
}

async function project(): Promise<Writing> {
  const world = createWorld();
  const one = await desk(
    {
      'dev.yaml': definition({ notes: service('notes'), quiet: service('quiet'), auth: { from: 'other' } }),
      'other.yaml': definition({ auth: service('quiet') }),
      'stack/notes.json': NOTES,
      'stack/nested.json': NESTED,
      'stack/quiet.json': QUIET,
    },
    world,
  );
  await one.run('deploy other --yes');
  expect((await one.run('deploy dev --yes')).exit).toBe(0);
  const client = new CloudWatchLogsClient({
    region: 'eu-west-1',
    requestHandler: simulatorHandler(world.simulator) as never,
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' },
  });
  const { clock } = world.simulator.settings;
  const now = (): number => Math.floor(clock.now());
  const made = new Set<string>();
  const log = async (group: string, lines: Readonly<Record<number, string>>): Promise<void> => {
    const stream = { logGroupName: group, logStreamName: 'one' };
    if (!made.has(group)) {
      await client.send(new CreateLogGroupCommand({ logGroupName: group }));
      await client.send(new CreateLogStreamCommand(stream));
      made.add(group);
    }
    const logEvents = Object.entries(lines)
      .map(([ago, message]) => ({ timestamp: now() - Number(ago) * 1_000, message }))
      .sort((a, b) => a.timestamp - b.timestamp);
    await client.send(new PutLogEventsCommand({ ...stream, logEvents }));
  };
  return { ...one, log, now };
}

describe('logs', () => {
  it('shows what the groups of a stack hold, those of nested stacks too, by time', async () => {
    const { run, log } = await project();
    await log('notes-group', { 30: 'second\n', 700: 'too old' });
    await log('inner', { 60: 'first', 10: 'third' });
    await log('somebody-elses', { 10: 'not ours' });
    const { stdout, exit } = await run('logs dev notes');
    expect(exit).toBe(0);
    expect(stdout.split('\n').map((line) => line.replace(/^\S+ \S+ /, ''))).toEqual([
      'inner first',
      'notes-group second',
      'inner third',
      '',
    ]);
    expect((await run('logs dev notes --since 1h')).stdout).toContain('too old');
  });

  it('has a document for scripts', async () => {
    const { run, log, now } = await project();
    await log('inner', { 10: 'a line\n' });
    const at = new Date(now() - 10_000).toISOString();
    expect((await run('logs dev notes --output json')).json()).toEqual({
      environment: 'dev',
      service: 'notes',
      groups: [
        { region: 'eu-west-1', group: 'inner' },
        { region: 'eu-west-1', group: 'notes-group' },
      ],
      events: [{ at, region: 'eu-west-1', group: 'inner', stream: 'one', message: 'a line\n' }],
    });
  });

  it('follows: each line once, late ones too, until it is interrupted', async () => {
    const { run, log, world } = await project();
    await log('inner', { 5: 'before' });
    const interrupt = new AbortController();
    const { clock } = world.simulator.settings;
    const write = async (): Promise<void> => {
      await clock.sleep(5_000);
      await log('inner', { 0: 'now' });
      await clock.sleep(5_000);
      await log('notes-group', { 6: 'late' });
      await clock.sleep(60_000);
      await log('inner', { 0: 'much later' });
      await clock.sleep(5_000);
      interrupt.abort(new DOMException('interrupted', 'AbortError'));
    };
    let writing: Promise<void> | undefined;
    const { wrap } = wire((call) => {
      if (call === 'FilterLogEvents') writing ??= write();
    });
    const done = await run('logs dev notes --follow', { signal: interrupt.signal, aws: { wrap } });
    await writing;
    expect(done.exit).toBe(130);
    expect(done.stdout.match(/before|now|late$|much later/gm)).toEqual(['before', 'now', 'late', 'much later']);
  });

  it('says when there is nothing to show', async () => {
    const { run } = await project();
    expect(await run('logs dev notes')).toMatchObject({
      exit: 0,
      stdout: '',
      stderr: expect.stringContaining('nothing since') as string,
    });
    expect((await run('logs dev quiet')).stderr).toContain('quiet of dev has no log groups');
  });

  it('takes the environment from ENVCTL_ENVIRONMENT', async () => {
    const { run, log } = await project();
    await log('inner', { 10: 'a line' });
    expect((await run('logs notes', { env: { ENVCTL_ENVIRONMENT: 'dev' } })).stdout).toContain('a line');
  });

  it.each([
    ['logs dev', 'no service'],
    ['logs dev note', 'did you mean notes?'],
    ['logs dev auth', 'that of other'],
    ['logs dev notes --since yesterday', '--since'],
    ['logs dev notes --follow --output json', '--follow'],
  ])('%s is not understood', async (line, text) => {
    const { run } = await project();
    const refused = await run(line);
    expect(refused.exit).toBe(4);
    expect(refused.stderr + refused.stdout).toContain(text);
  });
});
