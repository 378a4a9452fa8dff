import { describe, expect, it } from 'vitest';
import { hasBucket } from '../../../src/bucket/present.ts';
import type { BaselineAction, BaselineStep } from '../../../src/model/baseline.ts';
import { baseline, environment } from '../../support/environment.ts';

function step(region: string, action: BaselineAction): BaselineStep {
  return { item: 'artifacts', region, action, reason: null };
}

describe('the artifact bucket of the home region', () => {
  const given = environment(undefined, { baseline: baseline({ artifacts: true }), region: 'eu-west-1' });

  it.each([
    { steps: [], there: true },
    { steps: [step('eu-west-1', 'none')], there: true },
    { steps: [step('eu-west-1', 'update')], there: true },
    { steps: [step('eu-west-1', 'create')], there: false },
    { steps: [step('us-east-1', 'create')], there: true },
  ])('is there: $there, when the baseline has to do $steps', ({ steps, there }) => {
    expect(hasBucket(given, steps)).toBe(there);
  });

  it('is not there where the definition does without one', () => {
    expect(hasBucket(environment(), [])).toBe(false);
  });
});
