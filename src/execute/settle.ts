import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { digestOf } from '../model/digest.ts';
import type { Environment } from '../model/environment.ts';
import type { Json } from '../model/json.ts';
import { bucketName } from '../model/names.ts';
import type { ServicePlan } from '../model/plan.ts';
import { deployable, type ServicesResult } from './deploy.ts';
import type { RemovalResult } from './destroy.ts';
import { asFailure } from './failed.ts';
import { writeDeployed } from '../bucket/deployed.ts';
import { keepLifetime } from '../bucket/lifetime.ts';
import { writeRecord, type ServiceRecord } from '../bucket/records.ts';
import { notPruned, prune } from './prune.ts';
import { removeRuntime } from './runtime.ts';
import type { Site } from './site.ts';
import { saveWritten } from './written.ts';

export interface SettleInput {
  readonly environment: Environment;
  readonly by: string;
  readonly host: string;
  /** Commit of the project; null outside git. */
  readonly commit: string | null;
  /** When the run began, ms since 1970. */
  readonly started: number;
}

export interface Settled {
  readonly problems: readonly Diagnostic[];
  /** What became of the stacks that were to be pruned. */
  readonly pruned: RemovalResult['outcomes'];
}

/**
 * What follows when the services of an environment have had their turn: stacks that are pruned, parameters that have gone
 * from the definition, and the record. Answers what went wrong; nothing here undoes a service.
 */
export async function settle(site: Site, services: ServicesResult, input: SettleInput): Promise<Settled> {
  const problems: Diagnostic[] = [];
  const attempt = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      problems.push(...asFailure(error).diagnostics);
    }
  };
  const clean = deployable(site).every(({ key }) => !services.errors.has(key));
  const goesOn = clean && !site.run.signal.aborted;
  let pruned = notPruned(site);
  if (goesOn) await attempt(async () => (pruned = await prune(site)));
  problems.push(...pruned.errors.values());
  if (goesOn && problems.length === 0) await attempt(() => removeRuntime(site));
  if (site.keepsRecords) {
    await attempt(() => saveWritten(site));
    await attempt(() =>
      writeDeployed(site.plan, site.gateways, { ...site.recorded, ...Object.fromEntries(services.recorded) }),
    );
    const succeeded = clean && problems.length === 0;
    await attempt(() => record(site, services, input, succeeded));
    const moment = site.run.clock.now();
    await attempt(() => keepLifetime(input.environment, site.gateways, { moment, succeeded }));
  }
  return { problems, pruned: pruned.outcomes };
}

async function record(site: Site, services: ServicesResult, input: SettleInput, succeeded: boolean): Promise<void> {
  const { project, environment, region } = site.plan;
  const { by, host, commit, started } = input;
  const place = {
    s3: site.gateways.s3(region),
    bucket: bucketName(project, site.gateways.account, region),
    environment,
  };
  await writeRecord(place, {
    version: 1,
    id: site.runId.slice(-12),
    at: new Date(started).toISOString(),
    by,
    host,
    commit,
    digest: digestOf(site.plan as unknown as Json),
    outcome: succeeded ? 'succeeded' : 'failed',
    seconds: tenths((site.run.clock.now() - started) / 1_000),
    services: deployable(site).map((service) => recordOf(service, services)),
  });
}

function recordOf(
  { key, service, region, stack, deployment, edges }: ServicePlan,
  { outcomes, recorded, started }: ServicesResult,
): ServiceRecord {
  const done = recorded.get(key);
  const began = started.get(key);
  return {
    service,
    region,
    stack,
    digest: done?.digest ?? '',
    changeSet: deployment?.changeSet ?? null,
    outcome: outcomes.get(key)?.outcome ?? 'skipped',
    artifacts: deployment?.artifacts.map((artifact) => artifact.key) ?? [],
    updated: done ? new Date(done.updated).toISOString() : null,
    started: began === undefined ? null : new Date(began).toISOString(),
    seconds: began === undefined ? null : tenths(outcomes.get(key)?.seconds ?? 0),
    waitedFor: [...new Set(edges.map(({ to }) => to))],
  };
}

/** Seconds that are exact enough for a person. */
function tenths(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
