import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { EnvctlError } from '../diagnostics/error.ts';
import { digestOf } from '../model/digest.ts';
import { withTurn, type PastTurns } from '../model/forecast.ts';
import type { ServiceOutcome } from '../model/outcome.ts';
import type { RecordedService } from '../model/observation.ts';
import { shortName, type NodeKey, type ServicePlan } from '../model/plan.ts';
import type { InstanceOutcome, StackSetPlan } from '../model/stack-set.ts';
import { forecastOf } from '../plan/forecast.ts';
import type { Graph } from '../plan/graph.ts';
import { asFailure, interruptedAt, LOCK_LOST } from './failed.ts';
import { deployService } from './service.ts';
import { deployStackSet } from './stack-set.ts';
import { say, subjectOf, type Site } from './site.ts';
import { Turn } from './turn.ts';
import { walk, type WalkOptions, type WalkResult } from './walker.ts';

/** How each service of each environment ended. */
export interface ServicesResult {
  readonly outcomes: ReadonlyMap<NodeKey, ServiceOutcome>;
  readonly errors: ReadonlyMap<NodeKey, Diagnostic>;
  /** Digest and time of change of each stack that is up, for the record. */
  readonly recorded: ReadonlyMap<NodeKey, RecordedService>;
  /** When each that had its turn began, ms since 1970. */
  readonly started: ReadonlyMap<NodeKey, number>;
}

/**
 * Carries out the services of all plans of a run together: an environment that borrows from another one of the same run
 * waits for just the services that it takes from.
 */
export async function deployServices(sites: readonly Site[], options: WalkOptions): Promise<ServicesResult> {
  const jobs = new Map(
    sites.flatMap((site) => deployable(site).map((service) => [service.key, { site, service }] as const)),
  );
  const graph: Graph = new Map(
    [...jobs].map(([key, { service }]) => [key, new Set(service.edges.map(({ to }) => to))]),
  );
  const tally = new Tally();
  announce(sites, graph);
  const results = await walk(graph, (key) => tally.run(jobs.get(key), key), options);
  for (const [key, { site, service }] of jobs) tally.skip(site, service, results.get(key));
  await tally.settled();
  for (const site of sites) tally.explain(site);
  return tally;
}

/** Says what waits for its turn, before anything starts: only those that change are worth a line. */
function announce(sites: readonly Site[], graph: Graph): void {
  const subjects = new Map(
    sites.flatMap((site) =>
      deployable(site).map((service) => [service.key, `${site.plan.environment}/${subjectOf(site, service)}`] as const),
    ),
  );
  for (const site of sites) {
    const forecast = forecastOf(site.plan, site.recorded);
    for (const service of deployable(site).filter(({ action }) => action !== 'none')) {
      const after = [...(graph.get(service.key) ?? [])].flatMap((key) => subjects.get(key) ?? []);
      const turn = { after, expected: forecast?.services.get(service.key) ?? null };
      const about = { environment: site.plan.environment, subject: subjectOf(site, service) };
      site.run.emit({ ...about, phase: 'queued', message: service.action, turn });
    }
  }
}

/** What is unchanged, or was under way before, took no turn that says anything. */
function tookOf(past: PastTurns | undefined, outcome: string, seconds: number): Pick<RecordedService, 'took'> {
  if (outcome !== 'unchanged') return { took: withTurn(past, outcome, seconds) };
  return past === undefined ? {} : { took: past };
}

/** Services that this run looks at: not those left out, borrowed or orphaned. */
export function deployable(site: Pick<Site, 'plan'>): ServicePlan[] {
  return site.plan.services.filter(({ deployment, stackSet }) => deployment !== null || stackSet !== undefined);
}

class Tally implements ServicesResult {
  readonly outcomes = new Map<NodeKey, ServiceOutcome>();
  readonly errors = new Map<NodeKey, Diagnostic>();
  readonly recorded = new Map<NodeKey, RecordedService>();
  readonly started = new Map<NodeKey, number>();
  private readonly pending: Promise<void>[] = [];

  async run(job: { site: Site; service: ServicePlan } | undefined, key: NodeKey): Promise<boolean> {
    if (job?.site.hold?.lost.aborted) return this.leave(job.site, job.service, LOCK_LOST);
    if (job?.service.stackSet) return this.runStackSet(job.site, job.service, job.service.stackSet);
    const deployment = job?.service.deployment;
    if (!deployment) return true;
    const { service } = job;
    const turn = new Turn(job.site);
    const { site } = turn;
    this.started.set(key, turn.started);
    if (service.action !== 'none') say(site, subjectOf(site, service), 'started', service.reasons.join(', '));
    try {
      const { outcome, stack, digest, template, joined, afterwards } = await deployService(site, service, deployment);
      this.outcomes.set(key, { ...base(service), ...outcome, seconds: turn.seconds(), reason: null });
      this.recorded.set(key, {
        digest,
        template,
        updated: stack.updated ?? stack.created,
        protected: deployment.protect,
        ...tookOf(site.recorded[key]?.took, joined ? 'unchanged' : outcome.outcome, turn.seconds()),
      });
      this.pending.push(afterwards.catch((error: unknown) => this.fail(site, service, error, turn.seconds())));
      if (outcome.outcome !== 'unchanged') say(site, subjectOf(site, service), 'done', outcome.outcome);
      return true;
    } catch (error) {
      this.fail(site, service, error, turn.seconds());
      return false;
    }
  }

  private async runStackSet(of: Site, service: ServicePlan, plan: StackSetPlan): Promise<boolean> {
    if (service.action === 'none') {
      this.outcomes.set(service.key, { ...base(service), ...NOTHING_DONE });
      return true;
    }
    const turn = new Turn(of);
    const { site } = turn;
    this.started.set(service.key, turn.started);
    say(site, subjectOf(site, service), 'started', service.reasons.join(', '));
    try {
      const { outcome, instances, failure } = await deployStackSet(site, service, plan);
      this.recorded.set(service.key, recordOf(site, service, plan, { outcome, seconds: turn.seconds() }));
      if (failure) {
        this.fail(site, service, new EnvctlError([failure]), turn.seconds(), instances);
        return false;
      }
      const done = { outcome, seconds: turn.seconds(), outputs: {}, reason: null, instances };
      this.outcomes.set(service.key, { ...base(service), ...done });
      say(site, subjectOf(site, service), 'done', outcome);
      return true;
    } catch (error) {
      this.fail(site, service, error, turn.seconds());
      return false;
    }
  }

  skip(site: Site, service: ServicePlan, result: WalkResult | undefined): void {
    if (result?.state !== 'skipped') return;
    const { because } = result;
    const reason = because === null ? 'stopped before it was its turn' : this.endOf(because, site);
    this.leave(site, service, site.hold?.lost.aborted ? LOCK_LOST : reason);
  }

  private endOf(key: NodeKey, { plan }: Site): string {
    return `${shortName(key, plan)} ${this.errors.get(key)?.code === 'Interrupted' ? 'was interrupted' : 'failed'}`;
  }

  private leave(site: Site, service: ServicePlan, reason: string): false {
    this.outcomes.set(service.key, { ...base(service), outcome: 'skipped', seconds: 0, outputs: {}, reason });
    say(site, subjectOf(site, service), 'skipped', reason);
    return false;
  }

  /** Services that never had their turn, because of another environment or of --fail-fast, are a failure of their own. */
  explain(site: Site): void {
    const services = deployable(site);
    const isTold = site.run.signal.aborted || site.hold?.lost.aborted === true;
    if (isTold || services.some(({ key }) => this.errors.has(key))) return;
    const left = services.find(({ key }) => this.outcomes.get(key)?.outcome === 'skipped');
    if (!left) return;
    const message = `${subjectOf(site, left)} was not deployed: ${this.outcomes.get(left.key)?.reason ?? ''}`;
    const hint = 'correct what failed, then run the command again: it goes on with what is left';
    this.errors.set(left.key, diagnostic('StackFailed', message, { hint }));
  }

  async settled(): Promise<void> {
    await Promise.all(this.pending);
  }

  private fail(
    site: Site,
    service: ServicePlan,
    error: unknown,
    seconds: number,
    instances?: readonly InstanceOutcome[],
  ): void {
    const [cause] = asFailure(error).diagnostics;
    const failure = interruptedAt(error, service);
    const reason = failure.message;
    this.errors.set(service.key, failure);
    const failed = { outcome: 'failed', seconds, outputs: {}, reason, ...(instances ? { instances } : {}) } as const;
    this.outcomes.set(service.key, { ...base(service), ...failed });
    say(site, subjectOf(site, service), 'failed', cause.message);
  }
}

const NOTHING_DONE = { outcome: 'unchanged', seconds: 0, outputs: {}, reason: null } as const;

/** A set that was made is kept in mind, whatever became of its stacks: the definition may not name it for ever. */
function recordOf(
  site: Site,
  { key, stack }: ServicePlan,
  { template, parameters, tags, capabilities, autoDeploy, protect }: StackSetPlan,
  { outcome, seconds }: Pick<ServiceOutcome, 'outcome' | 'seconds'>,
): RecordedService {
  return {
    digest: digestOf({ template, parameters, tags, capabilities, autoDeploy }),
    template: digestOf(template),
    protected: protect,
    updated: site.run.clock.now(),
    stackSet: stack,
    ...tookOf(site.recorded[key]?.took, outcome, seconds),
  };
}

function base({ service, stack, region }: ServicePlan): Pick<ServiceOutcome, 'service' | 'stack' | 'region'> {
  return { service, stack, region };
}
