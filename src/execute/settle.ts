import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { digestOf } from '../model/digest.ts';
import type { Environment } from '../model/environment.ts';
import type { Json } from '../model/json.ts';
import { bucketName, writtenKey } from '../model/names.ts';
import type { ServicePlan } from '../model/plan.ts';
import type { RemovalPlan, RemovalStep } from '../model/removal.ts';
import { deployable, type ServicesResult } from './deploy.ts';
import { removeStacks } from './destroy.ts';
import { asFailure } from './failed.ts';
import { writeRecord, type ServiceRecord } from '../bucket/records.ts';
import { removeRuntime } from './runtime.ts';
import type { Site } from './site.ts';

export interface SettleInput {
  readonly environment: Environment;
  readonly by: string;
  readonly host: string;
  /** Commit of the project; null outside git. */
  readonly commit: string | null;
  /** When the run began, ms since 1970. */
  readonly started: number;
}

/**
 * What follows when the services of an environment have had their turn: stacks that are pruned, parameters that have gone
 * from the definition, and the record. Answers what went wrong; nothing here undoes a service.
 */
export async function settle(site: Site, services: ServicesResult, input: SettleInput): Promise<Diagnostic[]> {
  const problems: Diagnostic[] = [];
  const attempt = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      problems.push(...asFailure(error).diagnostics);
    }
  };
  const clean = deployable(site).every(({ key }) => !services.errors.has(key));
  if (clean && !site.run.signal.aborted) {
    problems.push(...(await prune(site)));
    await attempt(() => removeRuntime(site));
  }
  if (input.environment.baseline.artifacts) {
    await attempt(() => saveWritten(site));
    await attempt(() => record(site, services, input, clean && problems.length === 0));
  }
  return problems;
}

/** Stacks that the plan says are deleted: the definition no longer names them, and `--prune` was given. */
async function prune(site: Site): Promise<readonly Diagnostic[]> {
  const steps = site.plan.services
    .filter(({ action }) => action === 'delete')
    .map((service) => removalOf(service, site));
  if (steps.length === 0) return [];
  const { run, gateways, serviceRole, runId } = site;
  const { project, environment, region } = site.plan;
  const plan: RemovalPlan = {
    project,
    environment,
    region,
    accountId: gateways.account,
    services: steps,
    parameters: [],
    kept: [],
  };
  const { errors } = await removeStacks([{ plan, run, gateways, serviceRole, runId }], {
    concurrency: 10,
    failFast: false,
    signal: run.signal,
  });
  return [...errors.values()];
}

function removalOf({ key, service, stack, region }: ServicePlan, site: Site): RemovalStep {
  const stackId = site.stacks.get(key)?.id ?? stack;
  return {
    key,
    service,
    stack,
    region,
    stackId,
    action: 'delete',
    reason: null,
    edges: [],
    emptyBuckets: false,
    retained: [],
  };
}

/** The versions of parameters that the definition wrote: a higher one was set by hand since. */
async function saveWritten(site: Site): Promise<void> {
  if (site.written.size === 0) return;
  const { project, environment, region } = site.plan;
  const bucket = bucketName(project, site.gateways.account, region);
  const body = JSON.stringify({ version: 1, versions: Object.fromEntries(site.written) });
  await site.gateways
    .s3(region)
    .putObject({ bucket, key: writtenKey(environment), body, contentType: 'application/json' });
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
    seconds: Math.round((site.run.clock.now() - started) / 100) / 10,
    services: deployable(site).map((service) => recordOf(service, services)),
  });
}

function recordOf(
  { key, service, region, stack, deployment }: ServicePlan,
  { outcomes, recorded }: ServicesResult,
): ServiceRecord {
  const done = recorded.get(key);
  return {
    service,
    region,
    stack,
    digest: done?.digest ?? '',
    changeSet: deployment?.changeSet ?? null,
    outcome: outcomes.get(key)?.outcome ?? 'skipped',
    artifacts: deployment?.artifacts.map((artifact) => artifact.key) ?? [],
    updated: done ? new Date(done.updated).toISOString() : null,
  };
}
