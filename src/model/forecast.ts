import type { NodeKey } from './plan.ts';

/** Seconds that the last turns of a service took, by outcome (`created`, `updated`, …), the newest first. */
export type PastTurns = Readonly<Record<string, readonly number[]>>;

/** How long the services of a plan are expected to take, judged by earlier deployments. */
export interface Forecast {
  /** Seconds by service; one that was never deployed in this way is missing. */
  readonly services: ReadonlyMap<NodeKey, number>;
  /** Seconds of the longest chain of services; at least so many where an estimate is missing. */
  readonly seconds: number;
  /** The chain, the first first. */
  readonly criticalPath: readonly NodeKey[];
  /** False when a service that changes has no estimate. */
  readonly isWhole: boolean;
}

/** Turns that are kept: enough for a median, few enough to follow a service that has become slower. */
const KEPT = 3;

/** The turns with one more. */
export function withTurn(past: PastTurns | undefined, outcome: string, seconds: number): PastTurns {
  const tenths = Math.round(seconds * 10) / 10;
  return { ...past, [outcome]: [tenths, ...(past?.[outcome] ?? [])].slice(0, KEPT) };
}
