import type { AccountGateways } from '../../aws/types/account.ts';
import type { Hold } from '../../bucket/lock.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { fail } from '../../diagnostics/error.ts';
import { deployable, deployServices, type ServicesResult } from '../../execute/deploy.ts';
import type { RemovalResult } from '../../execute/destroy.ts';
import { asFailure } from '../../execute/failed.ts';
import { settle, type Settled, type SettleInput } from '../../execute/settle.ts';
import { heldSite, openSite } from '../../execute/open.ts';
import type { Watchers } from '../../execute/watchers.ts';
import { rememberUnchanged } from '../../execute/remember.ts';
import { type Site } from '../../execute/site.ts';
import type { Slots } from '../../execute/slots.ts';
import type { BaselineItemName } from '../../model/baseline.ts';
import type { Environment } from '../../model/environment.ts';
import type { DeployOutcome, ServiceOutcome, WithErrors } from '../../model/outcome.ts';
import { shortName, type NodeKey, type Plan, type ServicePlan } from '../../model/plan.ts';
import type { Run } from '../../model/run.ts';
import { longestChain } from '../../plan/longest.ts';
import { observeLenderOutputs } from '../../plan/shared.ts';
import type { Context } from '../context.ts';
import type { Approver } from './approve.ts';
import { Waited } from './waited.ts';
import { placedProblems } from './refused-template.ts';
import { stacksByKey, type PlannedEnvironment } from './plan.ts';

export interface CarryOutInput {
  readonly context: Context;
  readonly run: Run;
  readonly started: number;
  readonly failFast: boolean;
  /** For the services of all groups together. */
  readonly slots: Slots;
  readonly approve: Approver;
  readonly watchers: Watchers;
  /** Environments for which this run made, moved or tagged the account: that is a deployment, whatever else is to be done. */
  readonly made: ReadonlySet<string>;
  /** The commit that a project is at; null outside git. Asked once a run, however many environments it has. */
  readonly commit: (root: string) => Promise<string | null>;
  /** Takes the lock, unless it is held already; null for an environment that has none. */
  readonly lock: (environment: Environment, gateways: AccountGateways) => Promise<Hold | null>;
}

type Result = WithErrors<DeployOutcome>;

/** Carries out plans: each environment is made ready, then the services of all of them run as one graph. */
export async function carryOut(planned: readonly PlannedEnvironment[], input: CarryOutInput): Promise<Result[]> {
  const outputs = new Map<NodeKey, Readonly<Record<string, string>>>();
  const names = planned.map(({ plan }) => plan.environment);
  const shared = { names, outputs, watchers: input.watchers };
  const opened = await Promise.all(
    planned.map(async (one) => {
      const waited = new Waited(input.run.clock);
      return { waited, site: await open(one, { ...shared, waited }, input) };
    }),
  );
  const sites = opened.flatMap(({ site }) => (site instanceof Error || site === null ? [] : [site]));
  const { run, slots, failFast } = input;
  const services = await deployServices(sites, { slots, failFast, signal: run.signal });
  return Promise.all(
    planned.map(async (one, index) => {
      const { site = null, waited } = opened[index] ?? {};
      if (site instanceof Error) return stoppedResult(one, asFailure(site).diagnostics, input);
      const { user: by, hostname: host } = input.context.host;
      const { environment } = one.linked;
      const commit = await input.commit(environment.root);
      const about = { environment, by, host, commit, started: input.started };
      if (site === null || waited === undefined) return leftAlone(one, about, input);
      const settled = await settle(site, services, about);
      const errors = [...(await serviceErrors(one, services, run)), ...settled.problems];
      return finished(one, { outcomes: services.outcomes, pruned: settled.pruned, errors }, { ...input, waited });
    }),
  );
}

/** An environment in which nothing is to be done, perhaps but for a record of what is there. */
async function leftAlone(one: PlannedEnvironment, about: SettleInput, input: CarryOutInput): Promise<Result> {
  const { plan, observation, gateways } = one;
  try {
    if (gateways && about.environment.baseline.artifacts) {
      const outcomes = new Map(plan.services.map((service) => [service.key, untouched(service, one)] as const));
      const stacks = stacksByKey(plan, observation);
      const known = one.known(new Set());
      await rememberUnchanged({ about, plan, observation, gateways, stacks, known, outcomes }, input.run);
    }
    return unchanged(one, input);
  } catch (error) {
    return stoppedResult(one, asFailure(error).diagnostics, input);
  }
}

/** What the environments of a run have in common. */
interface Shared {
  /** Of those that are carried out together. */
  readonly names: readonly string[];
  readonly outputs: Map<NodeKey, Readonly<Record<string, string>>>;
  readonly watchers: Watchers;
  /** What waits for a person in this environment. */
  readonly waited: Waited;
}

/**
 * A baseline that a stack set of the same run brings: the set has its turn when all environments of the run are ready, so that one
 * would wait for the other. Environments that have nothing else to do with each other are carried out apart.
 */
function refuseWaitingForItself(environment: Environment, plan: Plan, names: readonly string[]): void {
  const owner = environment.baselineSet?.owner;
  const waits = plan.baseline.steps.some(({ item, action }) => action === 'create' && BROUGHT.has(item));
  if (owner === undefined || !names.includes(owner) || !waits) return;
  const message = `${environment.name} borrows from ${owner}, whose stack set is still to bring its baseline`;
  fail('AccountNotReady', message, {
    hint: `deploy ${owner} first, then ${environment.name}`,
    at: environment.account.at,
  });
}

const BROUGHT: ReadonlySet<BaselineItemName> = new Set(['artifacts', 'deployRole']);

/** Null for an environment in which nothing is to be done. What goes wrong here fails this environment only. */
async function open(
  { plan, observation, linked, gateways, packed, known }: PlannedEnvironment,
  { names, waited, ...shared }: Shared,
  input: CarryOutInput,
): Promise<Site | Error | null> {
  const { environment } = linked;
  const isDone = plan.changes === 0 && !input.made.has(environment.name);
  if (isDone || gateways === null) return null;
  const approve: Site['approve'] = (service) => waited.during(input.approve(environment.name, service));
  try {
    refuseWaitingForItself(environment, plan, names);
    const stacks = stacksByKey(plan, observation);
    const site = await openSite(
      {
        environment,
        plan,
        observation,
        gateways,
        stacks,
        known: known(new Set()),
        bytes: packed.bytes,
        ...shared,
        approve,
      },
      input.run,
    );
    return heldSite(site, await input.lock(environment, site.gateways));
  } catch (error) {
    const failure = asFailure(error);
    input.run.emit({ environment: environment.name, subject: 'baseline', phase: 'failed', message: failure.message });
    return failure;
  }
}

/** What failed of its services, with the place in the project that AWS means. */
async function serviceErrors(
  { plan, linked }: PlannedEnvironment,
  { errors }: ServicesResult,
  run: Run,
): Promise<Diagnostic[]> {
  const placed = deployable({ plan }).map(({ key }) => placedProblems(errors.get(key), key, linked, run));
  return (await Promise.all(placed)).flat();
}

function finished(
  one: PlannedEnvironment,
  { outcomes, pruned, errors }: Pick<ServicesResult, 'outcomes'> & Pick<Settled, 'pruned'> & Pick<Result, 'errors'>,
  input: Ended,
): Result {
  const deployed = deployable({ plan: one.plan });
  const critical = longestChain(deployed, (key) => outcomes.get(key)?.seconds ?? 0);
  // What is pruned goes when all services have had their turn.
  const last = longestChain(waits(pruned.order), (key) => pruned.seconds.get(key) ?? 0);
  const services = one.plan.services.map(
    (service) => own(service, outcomes) ?? removed(service, pruned) ?? untouched(service, one),
  );
  return {
    document: {
      ...header(one, input),
      outcome: errors.length > 0 ? 'failed' : 'succeeded',
      criticalPathSeconds: round(critical.seconds + last.seconds),
      criticalPath: [...critical.path, ...last.path].map((key) => shortName(key, one.plan)),
      services: services.map(rounded),
    },
    errors,
  };
}

/** A borrowed service has the key of its lender's, which may have been deployed in the same run: it is shared all the same. */
function own(service: ServicePlan, outcomes: ServicesResult['outcomes']): ServiceOutcome | undefined {
  const outcome = outcomes.get(service.key);
  return service.action === 'shared' && outcome
    ? { ...outcome, service: service.service, outcome: 'shared', seconds: 0, reason: null }
    : outcome;
}

/** A stack that was pruned, or was to be. */
function removed({ key }: ServicePlan, { outcomes, seconds }: RemovalResult): ServiceOutcome | undefined {
  const outcome = outcomes.get(key);
  if (!outcome) return undefined;
  const ended = outcome.outcome === 'failed' || outcome.outcome === 'skipped' ? outcome.outcome : 'deleted';
  return { ...outcome, outcome: ended, seconds: seconds.get(key) ?? 0, outputs: {} };
}

/** A graph as `longestChain` takes it. */
function waits(order: RemovalResult['order']): { key: NodeKey; edges: { to: NodeKey }[] }[] {
  return [...order].map(([key, needs]) => ({ key, edges: [...needs].map((to) => ({ to })) }));
}

function unchanged(one: PlannedEnvironment, input: CarryOutInput): Result {
  const services = one.plan.services.map((service) => untouched(service, one));
  return {
    document: { ...header(one, input), outcome: 'unchanged', criticalPathSeconds: 0, criticalPath: [], services },
    errors: [],
  };
}

/** The result of an environment that did not get as far as its services. */
export function stoppedResult(
  one: PlannedEnvironment,
  errors: readonly Diagnostic[],
  input: Pick<CarryOutInput, 'run' | 'started'>,
): Result {
  const reason = errors[0]?.message ?? 'the environment could not be made ready';
  const services = one.plan.services.map((service): ServiceOutcome =>
    service.deployment || service.stackSet
      ? { ...untouched(service, one), outcome: 'skipped', reason }
      : untouched(service, one),
  );
  return {
    document: { ...header(one, input), outcome: 'failed', criticalPathSeconds: 0, criticalPath: [], services },
    errors,
  };
}

/** What a document says of the run as a whole; `waited` where anything can have waited for a person. */
type Ended = Pick<CarryOutInput, 'run' | 'started'> & { readonly waited?: Waited };

function header({ plan, observation }: PlannedEnvironment, { run, started, waited }: Ended) {
  return {
    environment: plan.environment,
    accountId: observation.accountId,
    seconds: round((run.clock.now() - started) / 1_000),
    approvalSeconds: round(waited?.seconds() ?? 0),
    apiCalls: run.aws.calls.total(),
  };
}

/** What this run did not touch: outputs as they were observed. */
function untouched(service: ServicePlan, { plan, observation }: PlannedEnvironment): ServiceOutcome {
  const { service: name, stack, region, action, reasons } = service;
  const shared = action === 'shared';
  const outputs = shared ? observeLenderOutputs(service, observation) : outputsOf(service, plan, observation);
  const kept = action === 'orphan' ? (reasons[0] ?? null) : null;
  return { service: name, stack, region, outcome: shared ? 'shared' : 'unchanged', seconds: 0, outputs, reason: kept };
}

function outputsOf(
  service: ServicePlan,
  plan: PlannedEnvironment['plan'],
  observation: PlannedEnvironment['observation'],
) {
  const stack = stacksByKey(plan, observation).get(service.key);
  return Object.fromEntries((stack?.outputs ?? []).map(({ key, value }) => [key, value]));
}

function rounded(outcome: ServiceOutcome): ServiceOutcome {
  return { ...outcome, seconds: round(outcome.seconds) };
}

/** Tenths of a second are enough for a person and for a script. */
function round(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
