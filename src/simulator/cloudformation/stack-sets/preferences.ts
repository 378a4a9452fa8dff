import { partOf, textOf, wholeOf, type Input } from '../../input.ts';
import { validationError } from '../faults.ts';
import type { Preferences, Share } from './record.ts';

/** Source: API reference, StackSetOperationPreferences: one account at a time and no failure unless it says otherwise. */
export function requestPreferences(input: Input): Preferences {
  const given = partOf(input, 'OperationPreferences');
  return {
    concurrent: shareOf(given, 'MaxConcurrent', 1),
    tolerance: shareOf(given, 'FailureTolerance', 0),
    soft: textOf(given, 'ConcurrencyMode') === 'SOFT_FAILURE_TOLERANCE',
    parallel: textOf(given, 'RegionConcurrencyType') === 'PARALLEL',
  };
}

function shareOf(given: Input, name: string, otherwise: number): Share {
  const count = wholeOf(given, `${name}Count`);
  const percentage = wholeOf(given, `${name}Percentage`);
  if (count !== null && percentage !== null) {
    throw validationError(`${name}Count and ${name}Percentage cannot be specified together`);
  }
  return { count: count ?? (percentage === null ? otherwise : null), percentage };
}

/** How many of these accounts may fail before a region is given up: percentages round down. */
export function toleranceOf({ tolerance }: Preferences, accounts: number): number {
  return tolerance.count ?? Math.floor((accounts * (tolerance.percentage ?? 0)) / 100);
}

/** How many accounts of a region are in work together: percentages round down, to one at least; failures slow it down unless `soft`. */
export function concurrencyOf(preferences: Preferences, accounts: number, failures: number): number {
  const { concurrent, soft } = preferences;
  const most = Math.max(1, concurrent.count ?? Math.floor((accounts * (concurrent.percentage ?? 0)) / 100));
  if (soft) return most;
  return Math.max(1, Math.min(most, toleranceOf(preferences, accounts) + 1 - failures));
}
