import { durationOf } from './duration.ts';

const DAY_MS = 86_400_000;

/**
 * When an environment that is deployed at `moment` expires, both ms since 1970; null when it does not. `14d` counts from the
 * deployment; a date is lived through (UTC).
 */
export function expiryOf(expires: string | null, moment: number): number | null {
  if (expires === null) return null;
  const duration = durationOf(expires);
  const end = duration === null ? Date.parse(`${expires}T00:00:00Z`) + DAY_MS : moment + duration;
  return Number.isNaN(end) ? null : end;
}
