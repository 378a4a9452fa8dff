import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { EnvctlError, fail } from '../../diagnostics/error.ts';
import type { Plan } from '../../model/plan.ts';
import type { Outcome } from '../../report/document.ts';
import type { PlannedAll, PlannedEnvironment, Unplanned } from './plan.ts';

/** A run that does not start, or not go on: each of its environments says what it has to say, as far as it got. */
export class Refused extends EnvctlError {
  readonly outcomes: readonly Outcome[];

  /** At least one of the outcomes has an error. Those that several share are told once. */
  constructor(outcomes: readonly Outcome[]) {
    super([...new Set(outcomes.flatMap(({ errors }) => errors))]);
    this.outcomes = outcomes;
  }
}

interface Known {
  readonly environment: string;
}

/** Whatever is refused or fails in `work` is told in these documents: what was known by then of each environment. */
export async function telling<T>(documents: readonly Known[], work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof EnvctlError) || documents.length === 0) throw error;
    if (error instanceof Refused) throw new Refused(error.outcomes.map((outcome) => completed(outcome, documents)));
    throw new Refused(documents.map((document) => ({ document, errors: error.diagnostics })));
  }
}

/** What was refused further in says more of itself, or less, than is known further out. */
function completed({ document, errors }: Outcome, documents: readonly Known[]): Outcome {
  const name: unknown = document && Reflect.get(document, 'environment');
  return { document: { ...documents.find(({ environment }) => environment === name), ...document }, errors };
}

/** Throws PlanStale: what is there has changed since the plan was made, and a person has seen that one. */
export function stale(environment: string): never {
  fail('PlanStale', staleText(environment), { hint: 'make the plan again and look at it' });
}

/** The same of a plan that was saved, which may well have been deployed already; with what is planned otherwise by now. */
export function staleSaved(saved: Plan, now: Plan): never {
  const { environment } = saved;
  const moved = movedSince(saved, now);
  const shown = moved.slice(0, MOST_MOVED).join('; ');
  const more = moved.length > MOST_MOVED ? `; and ${moved.length - MOST_MOVED} more` : '';
  const hint = `\`envctl history ${environment}\` tells whether it is deployed already; else make the plan again and look at it`;
  fail('PlanStale', `${staleText(environment)}${shown === '' ? '' : `: ${shown}${more}`}`, { hint });
}

const MOST_MOVED = 5;

function staleText(environment: string): string {
  return `${environment} is no longer as it was when the plan was made`;
}

/** Services and parameters of which something else is to be done than was planned: `a: update in the plan, none now`. */
function movedSince(saved: Plan, now: Plan): string[] {
  const services = differing(
    saved.services.map((one) => [one.key, one.service, one.action]),
    now.services.map((one) => [one.key, one.service, one.action]),
  );
  const parameters = differing(
    saved.runtime.map((one) => [`${one.region}:${one.name}`, one.name, one.action]),
    now.runtime.map((one) => [`${one.region}:${one.name}`, one.name, one.action]),
  );
  return [...services, ...parameters];
}

type Step = readonly [key: string, name: string, action: string];

function differing(saved: readonly Step[], now: readonly Step[]): string[] {
  const actions = new Map(now.map(([key, , action]) => [key, action]));
  return saved.flatMap(([key, name, action]) => {
    const present = actions.get(key) ?? 'none';
    return present === action ? [] : [`${name}: ${action} in the plan, ${present} now`];
  });
}

interface Carried {
  readonly document: { readonly services: readonly { readonly outcome: string }[] };
  readonly errors: readonly Diagnostic[];
}

const UNTOUCHED = new Set(['skipped', 'unchanged', 'shared', 'kept', 'absent']);

/** A lock that is lost on the way is no refusal: something has been changed by then. */
export function isHalfWay(results: readonly Carried[]): boolean {
  return results.some(
    ({ document, errors }) =>
      errors.some(({ code }) => code === 'Locked') && document.services.some(({ outcome }) => !UNTOUCHED.has(outcome)),
  );
}

/** An environment that got nowhere. */
export function unplannedOutcome({ environment, problems }: Unplanned): Outcome {
  return { document: { environment }, errors: problems };
}

/** Refusals of all environments are found before anything starts, and then nothing starts: throws, or answers the plans. */
export function unlessRefused({ planned, unplanned }: PlannedAll): readonly PlannedEnvironment[] {
  const all = [
    ...planned.map(({ plan, problems }) => ({ document: plannedDocument(plan), errors: problems })),
    ...unplanned.map(unplannedOutcome),
  ];
  if (all.some(({ errors }) => errors.length > 0)) throw new Refused(all);
  return planned;
}

/** As far as a deployment gets that is refused once it is planned. */
export function plannedDocument({
  environment,
  account,
}: PlannedEnvironment['plan']): Known & { readonly accountId: string | null } {
  return { environment, accountId: account.id };
}
