import { EXIT } from '../../diagnostics/codes.ts';
import { fail } from '../../diagnostics/error.ts';
import { durationOf } from '../../model/duration.ts';
import type { Environment, Service } from '../../model/environment.ts';
import type { LogLine, LogPlace } from '../../model/logs.ts';
import { stackName } from '../../model/names.ts';
import { nameHint } from '../../model/nearest.ts';
import { followLines, readLines } from '../../observe/log-lines.ts';
import { logGroupsOf } from '../../observe/log-groups.ts';
import { logText } from '../../report/logs.ts';
import { FIND_ACCOUNT } from '../actions.ts';
import type { Command, CommandResult } from '../command.ts';
import type { Context } from '../context.ts';
import { connected } from '../stages/connected.ts';
import { enter, loadOne, type Entered } from '../stages/enter.ts';
import { note } from '../stages/tell.ts';

interface LogsArguments {
  readonly service?: string;
  readonly follow: boolean;
  readonly since: string;
}

export const command: Command<LogsArguments> = {
  positional: '[env] [service]',
  describe: 'What a service has written: the log groups of its stack and of its functions',
  options: {
    follow: { type: 'boolean', default: false, describe: 'Go on with what is written from now on, until Ctrl-C' },
    since: {
      type: 'string',
      default: '10m',
      describe: 'How far back: 90s, 10m, 2h, 1d, or a moment: 2026-11-21T10:00Z',
    },
  },
  examples: [
    ['envctl logs staging notes', 'the last ten minutes'],
    ['envctl logs staging notes --follow --since 1h', 'the last hour, and what comes'],
  ],
  actions: [
    ...FIND_ACCOUNT,
    'cloudformation:DescribeStacks',
    'cloudformation:ListStackResources',
    'logs:FilterLogEvents',
  ],
  run: async (context, { env, service: second, follow, since }) => {
    // A single word is the service, as long as ENVCTL_ENVIRONMENT names the environment.
    const [names, service] = second === undefined ? [[], env[0]] : [env, second];
    if (service === undefined || (second === undefined && !context.host.env['ENVCTL_ENVIRONMENT'])) {
      fail('UsageInvalid', 'no service was named', { hint: 'envctl logs <environment> <service>' });
    }
    if (follow && context.options.output === 'json') {
      fail('UsageInvalid', '--follow has no end, so that it cannot be one JSON document', {
        hint: 'leave out --follow or --output json',
      });
    }
    const definition = await loadOne(context, names);
    const wanted = serviceOf(definition, service);
    startOf(since, context.host.clock.now());
    return connected(context, [definition], async (run) => {
      const entered = await enter(definition, 'deploy', run);
      const { environment } = entered;
      const places = await placesOf(wanted, entered);
      const start = startOf(since, run.clock.now());
      if (places.length === 0) tellNothing(context, environment.name, service);
      return follow ? followed(entered, places, start, context) : found(entered, service, places, start, context);
    });
  },
};

function startOf(since: string, now: number): number {
  const duration = durationOf(since);
  const moment = duration === null ? Date.parse(since) : now - duration;
  if (!Number.isNaN(moment)) return moment;
  fail('UsageInvalid', `--since takes 90s, 10m, 2h, 1d or a moment, not "${since}"`);
}

function serviceOf(environment: Environment, name: string): Service {
  const service = environment.services.find((candidate) => candidate.name === name);
  if (service) return service;
  const borrowed = environment.borrowed.find((candidate) => candidate.name === name);
  const names = environment.services.map((candidate) => candidate.name);
  fail('UsageInvalid', `${environment.name} deploys no service "${name}"`, {
    hint: borrowed ? `it is that of ${borrowed.environment}: ask for its logs` : nameHint(name, names),
  });
}

async function placesOf({ name, regions }: Service, { environment, gateways }: Entered): Promise<LogPlace[]> {
  const stack = stackName(environment, name);
  const lists = await Promise.all(
    regions.map(async (region) => {
      const gateway = gateways.cloudformation(region);
      if ((await gateway.describe(stack)) === null) return [];
      return (await logGroupsOf(gateway, stack)).map((group) => ({ region, group }));
    }),
  );
  return lists.flat();
}

function tellNothing(context: Context, environment: string, service: string): void {
  note(context, `${service} of ${environment} has no log groups: it is not deployed, or has nothing that writes\n`);
}

async function found(
  { environment, gateways }: Entered,
  service: string,
  places: readonly LogPlace[],
  since: number,
  context: Context,
): Promise<CommandResult> {
  const lines = await readLines(gateways, places, since);
  if (lines.length === 0 && places.length > 0) note(context, `nothing since ${new Date(since).toISOString()}\n`);
  const events = lines.map(({ time, region, group, stream, message }) => ({
    at: new Date(time).toISOString(),
    region,
    group,
    stream,
    message,
  }));
  const document = { environment: environment.name, service, groups: places, events };
  return { outcomes: [{ document, errors: [] }], several: false, text: logText(lines, context.style) };
}

async function followed(
  { gateways, run }: Entered,
  places: readonly LogPlace[],
  since: number,
  { host, style }: Context,
): Promise<CommandResult> {
  const write = (lines: readonly LogLine[]): void => host.stdout.write(logText(lines, style));
  await followLines(gateways, places, { since, clock: run.clock, signal: run.signal, write });
  return { outcomes: [], several: false, text: '', exit: EXIT.interrupted, isWritten: true };
}
