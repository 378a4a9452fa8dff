import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { DeployOutcome, ServiceOutcome } from '../../model/outcome.ts';
import type { FaultOutcome, RehearsalOutcome, RehearsedService } from '../../model/rehearsal.ts';
import type { Conditions, Fault } from '../../model/sandbox.ts';
import { learnSeconds, type PastTurn } from '../../rehearse/durations.ts';
import { trialsFor, type Trial } from '../../rehearse/faults.ts';
import { criticalPath, spansOf, type Span, type WaitsFor } from '../../rehearse/timeline.ts';
import type { Context } from '../context.ts';
import type { PlannedEnvironment } from '../stages/plan.ts';
import type { Looked } from './look.ts';
import { perform, type Performed, type Piece } from './perform.ts';
import { setUp } from './set-up.ts';
import { statuses, tryOut } from './trials.ts';

export interface RehearsedEnvironment {
  readonly document: RehearsalOutcome;
  readonly errors: readonly Diagnostic[];
}

/** Deploys in a sandbox that is like what was seen; with `faults` again and again, each time with something that goes wrong. */
export async function rehearse(
  context: Context,
  looked: Looked,
  options: Pick<Piece, 'only' | 'prune'> & { readonly faults: boolean },
): Promise<RehearsedEnvironment[]> {
  const { sandbox, notes } = await setUp(context, looked);
  const { planned, packer, start } = looked;
  const { only, prune } = options;
  const prepared = planned.map((one) => one.prepared);
  const piece = { only, prune, packer, prepared, createOrganization: start.management === null };
  const seconds = learnSeconds(pastTurns(looked));
  const stage = sandbox.copy();
  const performed = await perform(context, piece, stage, { at: start.now, fault: null, seconds });
  const spans = spansOf(performed.events, performed.begin);
  const trials = options.faults ? trialsFor(trialInput(performed, spans, planned)) : [];
  const input = { context, piece, sandbox, seconds, begin: start.now, wanted: statuses(stage) };
  const faults: { trial: Trial; outcome: FaultOutcome }[] = [];
  for (const trial of trials) faults.push({ trial, outcome: await tryOut(trial, input) });
  return planned.map((one) => {
    const { name } = one.linked.environment;
    const own = faults.filter(({ trial }) => trial.environment === null || trial.environment === name);
    const parts = { performed, spans, seconds, faults: own.map(({ outcome }) => outcome) };
    return rehearsed(one, planned, parts, { ...looked, assumptions: [...looked.assumptions, ...notes] });
  });
}

/** Turns of stack sets are of no stack: how many accounts they were for is not in them. */
function pastTurns({ planned, seeds }: Looked): PastTurn[] {
  const services = planned.flatMap(({ plan }) => plan.services);
  const sets = new Set(services.flatMap(({ stackSet, stack }) => (stackSet === undefined ? [] : [stack])));
  const turns = seeds.flatMap(({ records }) => records.flatMap((record) => record.services));
  return turns.filter(({ stack }) => !sets.has(stack));
}

interface Parts {
  readonly performed: Performed;
  readonly spans: readonly Span[];
  readonly seconds: Conditions['seconds'];
  readonly faults: readonly FaultOutcome[];
}

function rehearsed(
  { plan, linked, observation }: PlannedEnvironment,
  planned: readonly PlannedEnvironment[],
  { performed, spans, seconds, faults }: Parts,
  { from, assumptions }: Pick<Looked, 'from' | 'assumptions'>,
): RehearsedEnvironment {
  const { name } = linked.environment;
  const deployed = performed.outcomes.find(({ environment }) => environment === name);
  const problems = performed.errors.filter(({ environment }) => environment === name || environment === null);
  const path = criticalPath(spans, waitsFor(planned), performed.begin, name);
  const [rate] = performed.waits;
  return {
    document: {
      environment: name,
      accountId: observation.accountId,
      from,
      outcome: deployed?.outcome ?? 'failed',
      seconds: deployed?.seconds ?? tenths((performed.end - performed.begin) / 1_000),
      criticalPath: path,
      criticalPathSeconds: tenths(path.reduce((sum, step) => sum + step.seconds, 0)),
      apiCalls: performed.apiCalls,
      calls: performed.calls,
      rate: rate && rate.seconds >= 1 ? { ...rate, seconds: tenths(rate.seconds) } : null,
      services: servicesOf(deployed, plan.services, seconds),
      assumptions: [...assumptions],
      faults,
    },
    errors: [...problems.flatMap((one) => one.problems), ...faults.filter((one) => !one.recovers).map(unrecovered)],
  };
}

/** What somebody would have to mend by hand. */
function unrecovered({ fault, subject, next }: FaultOutcome): Diagnostic {
  const what = subject === null ? fault : `${fault} of ${subject}`;
  return diagnostic('StackFailed', `after a failure (${what}) the next run does not come to the end`, {
    hint: 'see what the rehearsal says is left, and correct the template or the definition before it happens',
    cause: next?.error ?? null,
  });
}

function servicesOf(
  deployed: DeployOutcome | undefined,
  planned: PlannedEnvironment['plan']['services'],
  seconds: Conditions['seconds'],
): RehearsedService[] {
  if (deployed)
    return deployed.services.map((service) => ({ ...withoutOutputs(service), basis: basisOf(service, seconds) }));
  return planned.map(({ service, stack, region }) => {
    const reason = 'the environment could not be made ready';
    return { service, stack, region, outcome: 'skipped', seconds: 0, reason, basis: null };
  });
}

/** Values of the sandbox are nobody's. */
function withoutOutputs({ service, stack, region, outcome, seconds, reason, instances }: ServiceOutcome) {
  return { service, stack, region, outcome, seconds, reason, ...(instances ? { instances } : {}) };
}

function basisOf(
  { outcome, region, stack }: ServiceOutcome,
  seconds: Conditions['seconds'],
): RehearsedService['basis'] {
  if (outcome !== 'created' && outcome !== 'updated' && outcome !== 'recovered') return null;
  const known = seconds[`${region}/${stack}`];
  const own = outcome === 'updated' ? known?.update : known?.create;
  return own === null || own === undefined ? 'types' : 'history';
}

/** What each service waits for, by the names that events have for them. */
function waitsFor(planned: readonly PlannedEnvironment[]): WaitsFor {
  const names = new Map(
    planned.flatMap(({ plan }) =>
      plan.services
        .filter(({ deployment, stackSet }) => deployment !== null || stackSet !== undefined)
        .map((service) => [service.key, keyOf(service, plan)] as const),
    ),
  );
  return new Map(
    planned.flatMap(({ plan }) =>
      plan.services.map((service) => [keyOf(service, plan), service.edges.flatMap(({ to }) => names.get(to) ?? [])]),
    ),
  );
}

function keyOf(service: { service: string; region: string }, plan: PlannedEnvironment['plan']): string {
  return `${plan.environment}/${subjectIn(service, plan)}`;
}

function subjectIn(
  { service, region }: { service: string; region: string },
  plan: { readonly region: string },
): string {
  return region === plan.region ? service : `${service}@${region}`;
}

function trialInput(performed: Performed, spans: readonly Span[], planned: readonly PlannedEnvironment[]) {
  const { begin, end, lastCalls } = performed;
  const changed = performed.outcomes.flatMap(({ environment, services }) => {
    const plan = planned.find((one) => one.plan.environment === environment)?.plan;
    return services
      .filter(({ outcome }) => outcome === 'created' || outcome === 'updated' || outcome === 'recovered')
      .flatMap((service) => {
        const subject = subjectIn(service, plan ?? { region: '' });
        const fault = faultOf(service, plan?.services ?? []);
        return fault === null ? [] : [{ environment, subject, fault }];
      });
  });
  return { begin, end, spans, changed, lastCalls };
}

/** How a stack of the service fails; null for a stack set of which none is made or changed. */
function faultOf(
  { service, stack, region, instances }: ServiceOutcome,
  planned: PlannedEnvironment['plan']['services'],
): Extract<Fault, { kind: 'service' | 'instance' }> | null {
  if (instances === undefined) return { kind: 'service', stack: `${region}/${stack}` };
  const places = planned.find((one) => one.service === service)?.stackSet?.instances ?? [];
  const going = places.filter(({ action }) => action === 'delete').map((one) => `${one.account}/${one.region}`);
  const isMade = instances.some((one) => !going.includes(`${one.account}/${one.region}`));
  return isMade ? { kind: 'instance', stackSet: stack } : null;
}

function tenths(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
