import { randomUUID } from 'node:crypto';
import type { AccountGateways } from '../aws/types/account.ts';
import type { Stack } from '../aws/types/cloudformation.ts';
import type { Hold } from '../bucket/lock.ts';
import { whileHeld } from '../bucket/while-held.ts';
import type { Environment } from '../model/environment.ts';
import type { Observation } from '../model/observation.ts';
import { nodeKey, type NodeKey, type Plan } from '../model/plan.ts';
import type { Run } from '../model/run.ts';
import { enterAccount } from '../observe/access.ts';
import { requireAccount } from '../observe/require.ts';
import type { Known } from '../plan/desired.ts';
import { applyBootstrap } from './bootstrap.ts';
import type { Site } from './site.ts';
import { Uploader } from './upload.ts';
import type { Watchers } from './watchers.ts';

export interface OpenInput {
  readonly environment: Environment;
  readonly plan: Plan;
  readonly observation: Observation;
  readonly gateways: AccountGateways;
  /** Observed stacks, by node key. */
  readonly stacks: ReadonlyMap<NodeKey, Stack>;
  /** Answers from the observation alone. */
  readonly known: Known;
  /** Bytes of artifacts, by key. */
  readonly bytes: ReadonlyMap<string, Uint8Array>;
  /** Outputs of what this run deploys, of all its environments. */
  readonly outputs: Map<NodeKey, Readonly<Record<string, string>>>;
  readonly approve: Site['approve'];
  /** Shared by all environments of the run. */
  readonly watchers: Watchers;
}

/** Makes an environment ready for its services: the baseline where it is missing, then the deploy role. */
export async function openSite(input: OpenInput, run: Run): Promise<Site> {
  const { plan, observation, outputs } = input;
  const gateways = plan.baseline.action === 'none' ? input.gateways : await bootstrap(input, run);
  const parameters = Object.entries(observation.parameters).flatMap(([region, list]) =>
    list.map((parameter) => [`${region}:${parameter.name}`, parameter] as const),
  );
  return {
    plan,
    run,
    gateways,
    hold: null,
    serviceRole: observation.serviceRole,
    known: withResults(input.known, outputs),
    stacks: input.stacks,
    outputs,
    approve: input.approve,
    uploader: new Uploader(gateways, input.bytes),
    recorded: observation.recorded,
    expiryNoted: observation.expiryNoted,
    written: new Map(Object.entries(observation.written)),
    parameters: new Map(parameters),
    keepsRecords: input.environment.baseline.artifacts,
    runId: `envctl-${randomUUID()}`,
    watcher: (region) => input.watchers.of(gateways, region),
    pace: input.watchers.pace,
  };
}

/**
 * The site of a run that has to stop with its lock: what waits is woken, what would be asked is refused. What is under way in
 * AWS goes on there, and is watched to its end all the same.
 */
export function heldSite(site: Site, hold: Hold | null): Site {
  if (hold === null) return site;
  const signal = AbortSignal.any([site.run.signal, hold.lost]);
  return { ...site, hold, run: { ...site.run, signal }, gateways: whileHeld(site.gateways, hold) };
}

/** The role that came with the account makes the baseline; the role that the baseline made is used from then on. */
async function bootstrap({ environment, plan, observation }: OpenInput, run: Run): Promise<AccountGateways> {
  const account = requireAccount(environment, observation.account);
  const admin = await enterAccount(environment, account, 'admin', run);
  await applyBootstrap({ environment, gateways: admin, steps: plan.baseline.steps }, run);
  return enterAccount(environment, account, 'deploy', run);
}

/** What this run has deployed is newer than what was observed before it. */
function withResults(known: Known, outputs: ReadonlyMap<NodeKey, Readonly<Record<string, string>>>): Known {
  return {
    ...known,
    output: (source) => {
      const result = outputs.get(nodeKey(source.environment, source.service, source.region));
      return result ? (result[source.output] ?? null) : known.output(source);
    },
  };
}
