import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Environment } from '../model/environment.ts';
import type { NodeKey } from '../model/plan.ts';
import { deployable, type ServicesResult } from './deploy.ts';
import type { RemovalResult } from './destroy.ts';
import { asFailure, lossOf } from './failed.ts';
import { writeDeployed, type DeployedServices } from '../bucket/deployed.ts';
import { keepLifetimeMarked } from '../bucket/lifetime.ts';
import { notPruned, prune } from './prune.ts';
import { keepSubmissions, recordRun } from './record.ts';
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
  readonly pruned: RemovalResult;
}

/**
 * What follows when the services of an environment have had their turn: stacks that are pruned, parameters that have gone
 * from the definition, and the record. Answers what went wrong; nothing here undoes a service. Once the lock is lost, whoever
 * has it now keeps the records.
 */
export async function settle(site: Site, services: ServicesResult, input: SettleInput): Promise<Settled> {
  if (site.hold?.lost.aborted) {
    return { problems: lossOf(site.hold, [...services.errors.values()]), pruned: notPruned(site) };
  }
  const problems: Diagnostic[] = [];
  const attempt = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      problems.push(...(site.hold?.lost.aborted ? lossOf(site.hold, problems) : asFailure(error).diagnostics));
    }
  };
  const clean = deployable(site).every(({ key }) => !services.errors.has(key));
  const goesOn = clean && !site.run.signal.aborted;
  let pruned = notPruned(site);
  let submissions: ReadonlyMap<NodeKey, string> = new Map();
  if (goesOn) await attempt(async () => (pruned = await prune(site)));
  problems.push(...pruned.errors.values());
  if (goesOn && problems.length === 0) await attempt(() => removeRuntime(site));
  if (site.keepsRecords) {
    await attempt(() => saveWritten(site));
    await attempt(async () => (submissions = await keepSubmissions(site, services)));
    const succeeded = clean && problems.length === 0;
    const moment = site.run.clock.now();
    const deployed = deployedNow(site, services, submissions, pruned.outcomes);
    const write = (expires: boolean | null): Promise<void> =>
      writeDeployed(site.plan, site.gateways, { services: deployed, expires });
    const mark = { known: site.expiryNoted, write };
    await attempt(() => keepLifetimeMarked(input.environment, site.gateways, { moment, succeeded }, mark));
    const outcome = clean && problems.length === 0 ? 'succeeded' : 'failed';
    await attempt(() => recordRun(site, services, { ...input, outcome, submissions }));
  }
  return { problems, pruned };
}

/** What is deployed now, services that this run did not touch included; a stack set that is gone need not be looked for again. */
function deployedNow(
  site: Site,
  services: ServicesResult,
  submissions: ReadonlyMap<NodeKey, string>,
  pruned: RemovalResult['outcomes'],
): DeployedServices {
  const own = [...services.recorded].map(([key, one]) => [key, { ...one, submission: submissions.get(key) }] as const);
  const before = Object.entries(site.recorded).filter(
    ([key, { stackSet }]) => stackSet === undefined || pruned.get(key)?.outcome !== 'deleted',
  );
  return { ...Object.fromEntries(before), ...Object.fromEntries(own) };
}
