import type { BaselineStep } from '../model/baseline.ts';
import type { Environment } from '../model/environment.ts';

/**
 * False as long as the baseline has not made the artifact bucket of the home region, or never makes one: there is no lock,
 * no record and no list of written versions then, and asking for one is an error of S3.
 */
export function hasBucket({ baseline, region }: Environment, steps: readonly BaselineStep[]): boolean {
  const missing = (step: BaselineStep): boolean =>
    step.item === 'artifacts' && step.region === region && step.action === 'create';
  return baseline.artifacts && !steps.some(missing);
}
