import { EnvctlError } from '../../diagnostics/error.ts';
import type { Outcome } from '../../report/document.ts';
import type { PlannedAll, PlannedEnvironment, Unplanned } from './plan.ts';

/** A run over several environments that does not start: each of them says what it has to say. */
export class Refused extends EnvctlError {
  readonly outcomes: readonly Outcome[];

  constructor(outcomes: readonly Outcome[]) {
    super(outcomes.flatMap(({ errors }) => errors));
    this.outcomes = outcomes;
  }
}

/** An environment that got nowhere. */
export function unplannedOutcome({ environment, problems }: Unplanned): Outcome {
  return { document: { environment }, errors: problems };
}

/** Refusals of all environments are found before anything starts, and then nothing starts: throws, or answers the plans. */
export function unlessRefused({ planned, unplanned }: PlannedAll): readonly PlannedEnvironment[] {
  const all = [...planned.map(({ plan, problems }) => ({ environment: plan.environment, problems })), ...unplanned];
  const problems = all.flatMap((one) => one.problems);
  if (problems.length === 0) return planned;
  if (all.length === 1) throw new EnvctlError(problems);
  throw new Refused(all.map(unplannedOutcome));
}
