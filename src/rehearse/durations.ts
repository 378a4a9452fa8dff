import type { StackSeconds } from '../model/sandbox.ts';

/** What is known of one turn of a service in an earlier deployment; part of the deployment record. */
export interface PastTurn {
  readonly region: string;
  readonly stack: string;
  /** As in the document of `deploy`. */
  readonly outcome: string;
  /** Null when it had none. */
  readonly seconds: number | null;
}

/** The newest deployments count: templates grow. */
const NEWEST = 5;

/** What a turn takes beside the stack's own operation: the change set, and the time until somebody looks. */
const AROUND_SECONDS = 4;

/**
 * Seconds that each stack needs, by `<region>/<stack>`: the median of the last five creations, and of the last five updates.
 * `turns` come newest first. What recovered is left out: it holds the removal of what was there before.
 */
export function learnSeconds(turns: readonly PastTurn[]): Record<string, StackSeconds> {
  const keyOf = ({ region, stack }: PastTurn): string => `${region}/${stack}`;
  return Object.fromEntries(
    [...new Set(turns.map(keyOf))].map((key) => {
      const own = turns.filter((turn) => keyOf(turn) === key);
      return [key, { create: typical(own, 'created'), update: typical(own, 'updated') }];
    }),
  );
}

function typical(turns: readonly PastTurn[], outcome: string): number | null {
  const seconds = turns
    .flatMap((turn) => (turn.outcome === outcome && turn.seconds !== null ? [turn.seconds] : []))
    .slice(0, NEWEST)
    .sort((a, b) => a - b);
  const median = seconds[Math.floor(seconds.length / 2)];
  return median === undefined ? null : Math.max(1, median - AROUND_SECONDS);
}
