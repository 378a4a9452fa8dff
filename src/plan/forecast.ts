import type { Forecast, PastTurns } from '../model/forecast.ts';
import type { NodeKey, Plan, ServicePlan } from '../model/plan.ts';
import { longestChain } from './longest.ts';

/** The outcome that a planned action had when it was carried out before. */
const OUTCOMES: Readonly<Partial<Record<ServicePlan['action'], string>>> = {
  create: 'created',
  update: 'updated',
  recover: 'recovered',
};

/**
 * What earlier deployments say of how long this plan takes: the median of each service's turns of the same kind, along the
 * longest chain. Null when they say nothing. Accounts, baselines and people who approve are not in it.
 */
export function forecastOf(
  { services }: Pick<Plan, 'services'>,
  past: Readonly<Record<NodeKey, { readonly took?: PastTurns }>>,
): Forecast | null {
  const changing = services.filter(({ action, deployment }) => deployment !== null && OUTCOMES[action] !== undefined);
  const known = new Map(
    changing.flatMap(({ key, action }): (readonly [NodeKey, number])[] => {
      const seconds = median(past[key]?.took?.[OUTCOMES[action] ?? ''] ?? []);
      return seconds === null ? [] : [[key, seconds]];
    }),
  );
  if (known.size === 0) return null;
  const { seconds, path } = longestChain(services, (key) => known.get(key) ?? 0);
  return { services: known, seconds, criticalPath: path, isWhole: known.size === changing.length };
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((one, other) => one - other);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half];
  if (upper === undefined) return null;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? upper) + upper) / 2;
}
