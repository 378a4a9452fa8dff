import type { AccountGateways } from '../../aws/types/account.ts';
import type { Stack } from '../../aws/types/cloudformation.ts';
import { readLock } from '../../bucket/lock-object.ts';
import { hasBucket } from '../../bucket/present.ts';
import { latestRecord } from '../../bucket/records.ts';
import type { Environment } from '../../model/environment.ts';
import { bucketName, lockKey } from '../../model/names.ts';
import type { Observation } from '../../model/observation.ts';
import type { Health, Run } from '../../model/run.ts';
import { observeEnvironment } from '../../observe/environment.ts';
import { observeAccount } from '../../observe/account.ts';
import { evaluateKnown } from '../../plan/desired.ts';
import { knownFrom, sourceStackName } from '../../plan/known.ts';
import type { LinkedEnvironment, LinkedService } from '../../plan/linked.ts';
import { observeLenderOutputs } from '../../plan/shared.ts';
import { orphansOf, sharedOf } from '../../plan/others.ts';
import { lenderSites } from '../../plan/sites.ts';
import type { Style } from '../../report/style.ts';
import { cell, tableText } from '../../report/table.ts';
import type { Command } from '../command.ts';
import { connected } from '../stages/connected.ts';
import { loadNamed } from '../stages/load.ts';
import { prepareValid, type Prepared } from '../stages/prepare.ts';

interface ServiceStatus {
  readonly service: string;
  readonly stack: string;
  readonly region: string;
  /** Of the stack; `ABSENT` where there is none. */
  readonly status: string;
  /** True: the definition no longer names it. */
  readonly orphan?: boolean;
  readonly health: Health | null;
  readonly drift: null;
  readonly outputs: Readonly<Record<string, string>>;
  readonly urls: readonly string[];
  readonly updated: string | null;
  readonly commit: string | null;
}

interface Status {
  readonly environment: string;
  readonly accountId: string | null;
  readonly accountState: string | null;
  readonly region: string;
  readonly services: readonly ServiceStatus[];
  readonly lock: {
    readonly host: string;
    readonly user: string;
    readonly command: string;
    readonly since: string;
  } | null;
}

export const command: Command = {
  positional: '[env]',
  describe:
    'One environment: its account, the stacks of its services, their health and addresses, and who is deploying',
  options: {},
  examples: [
    ['envctl status staging', 'as text'],
    ['envctl status staging --output json', 'for a script'],
  ],
  actions: ['sts:AssumeRole', 'cloudformation:DescribeStacks', 'ssm:GetParametersByPath', 's3:GetObject'],
  run: async (context, { env }) => {
    const prepared = await prepareValid(await loadNamed(context, env));
    const environments = prepared.map(({ environment }) => environment);
    return connected(context, environments, async (run) => {
      const documents = await Promise.all(prepared.map((one) => statusOf(one, run)));
      const outcomes = documents.map((document) => ({ document, errors: [] }));
      const text = documents.map((document) => statusText(document, context.style)).join('\n');
      return { outcomes, several: outcomes.length > 1, text };
    });
  },
};

async function statusOf({ environment, linked, neighbours }: Prepared, run: Run): Promise<Status> {
  const lenders = lenderSites(linked, neighbours);
  const [{ observation, gateways }, account] = await Promise.all([
    observeEnvironment(environment, run, { lenders, mayBeMissing: true, mayHaveEnded: true }),
    observeAccount(environment, run),
  ]);
  const [commit, lock] =
    gateways && hasBucket(environment, observation.baseline)
      ? await Promise.all([commitOf(environment, gateways), lockOf(environment, gateways)])
      : [null, null];
  const own = await Promise.all(
    linked.services.map((service) => serviceStatus(service, linked, observation, commit, run)),
  );
  const shared = sharedOf(environment, observation).map((service): ServiceStatus => {
    const outputs = observeLenderOutputs(service, observation);
    const { service: name, stack, region } = service;
    return {
      service: name,
      stack,
      region,
      status: 'SHARED',
      health: null,
      drift: null,
      outputs,
      urls: urlsIn(outputs),
      updated: null,
      commit: null,
    };
  });
  const orphans = orphansOf(linked, observation, false).map(
    ({ service, stack: stackName, region: place }): ServiceStatus => {
      const stack = observation.stacks[place]?.find((candidate) => candidate.name === stackName);
      const outputs = Object.fromEntries((stack?.outputs ?? []).map(({ key, value }) => [key, value]));
      const updated = stack ? changedAt(stack) : null;
      const about = { health: null, drift: null, outputs, urls: urlsIn(outputs), updated, commit: null };
      return { service, stack: stackName, region: place, status: stack?.status ?? 'ABSENT', orphan: true, ...about };
    },
  );
  const { name, region } = environment;
  return {
    environment: name,
    accountId: observation.accountId ?? account.ended?.id ?? null,
    accountState: (account.account ?? account.ended)?.state ?? null,
    region,
    services: [...own, ...shared, ...orphans],
    lock,
  };
}

async function serviceStatus(
  linked: LinkedService,
  environment: LinkedEnvironment,
  observation: Observation,
  commit: string | null,
  run: Run,
): Promise<ServiceStatus> {
  const { service, stack: name, region } = linked;
  const stack = observation.stacks[region]?.find((candidate) => candidate.name === name);
  const outputs = Object.fromEntries((stack?.outputs ?? []).map(({ key, value }) => [key, value]));
  return {
    service: service.name,
    stack: name,
    region,
    status: stack?.status ?? 'ABSENT',
    health: stack ? await healthOf(linked, environment, observation, run) : null,
    drift: null,
    outputs,
    urls: urlsIn(outputs),
    updated: stack ? changedAt(stack) : null,
    commit: stack ? commit : null,
  };
}

async function healthOf(
  { health, region }: LinkedService,
  { environment }: LinkedEnvironment,
  observation: Observation,
  run: Run,
): Promise<Health | null> {
  if (!health) return null;
  const known = knownFrom({
    project: environment.project,
    environment: environment.name,
    observation,
    ssm: new Map(),
    url: () => '',
    stackNameOf: sourceStackName(environment.project),
    unsettled: () => false,
  });
  const url = evaluateKnown(health, region, known);
  return url === null ? 'unknown' : run.probe(url);
}

function urlsIn(outputs: Readonly<Record<string, string>>): string[] {
  return Object.values(outputs).filter((value) => /^https?:\/\//.test(value));
}

function changedAt({ updated, created }: Stack): string {
  return new Date(updated ?? created).toISOString();
}

async function commitOf(environment: Environment, gateways: AccountGateways): Promise<string | null> {
  const bucket = bucketName(environment.project, gateways.account, environment.region);
  return (
    (await latestRecord({ s3: gateways.s3(environment.region), bucket, environment: environment.name }))?.commit ?? null
  );
}

async function lockOf(environment: Environment, gateways: AccountGateways): Promise<Status['lock']> {
  const bucket = bucketName(environment.project, gateways.account, environment.region);
  const found = await readLock({ s3: gateways.s3(environment.region), bucket, key: lockKey(environment.name) });
  if (!found || found.expired) return null;
  const { host, user, command: what, since } = found.content;
  return { host, user, command: what, since: new Date(since).toISOString() };
}

function statusText(status: Status, style: Style): string {
  const head = `${style.strong(status.environment)} ${style.dim(`${status.accountId ?? 'no account'} ${status.accountState ?? ''} ${status.region}`)}\n`;
  const rows = status.services.map(({ service, region, status: state, health, updated, urls }) => [
    service,
    region,
    statePaint(state, style),
    cell(health),
    cell(updated?.replace('T', ' ').slice(0, 16)),
    cell(urls.join(' ')),
  ]);
  const lock = status.lock
    ? `  ${style.warn('locked')} by ${status.lock.user} on ${status.lock.host} since ${status.lock.since}\n`
    : '';
  return head + tableText(['service', 'region', 'stack', 'health', 'updated', 'url'], rows, style, '  ') + lock;
}

function statePaint(state: string, style: Style): string {
  if (state === 'ABSENT' || state === 'SHARED') return style.dim(state.toLowerCase());
  if (state.includes('ROLLBACK') || state.includes('FAILED')) return style.bad(state);
  return state.endsWith('_COMPLETE') ? style.good(state) : style.warn(state);
}
