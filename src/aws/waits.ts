import type { RateWait } from '../model/sandbox.ts';
import type { CallRecord } from './options.ts';
import { rateOf } from './rates.ts';

/** Adds up how long requests stood in the way of AWS's rates. */
export interface Waits {
  record(call: CallRecord): void;
  /** When each service of AWS was last asked something, ms since 1970. */
  lastCalls(): Record<string, number>;
  /** The longest first. Time in which several requests waited for one rate counts once. */
  list(): RateWait[];
}

interface Waiting {
  readonly from: number;
  readonly to: number;
}

/** Remembers of requests only that they waited, and the last of each service. */
export function createWaits(): Waits {
  const waits = new Map<string, { api: string; perSecond: number; times: Waiting[] }>();
  const last = new Map<string, number>();
  return {
    lastCalls: () => Object.fromEntries(last),
    record({ service, operation, account, region, start, waited }) {
      last.set(service, Math.max(start, last.get(service) ?? start));
      const rate = waited > 0 ? rateOf(service, operation) : null;
      if (!rate) return;
      const key = `${account} ${region} ${service}:${rate.group}`;
      const known = waits.get(key) ?? { api: `${service}:${operation}`, perSecond: rate.perSecond, times: [] };
      known.times.push({ from: start - waited, to: start });
      waits.set(key, known);
    },
    list: () =>
      [...waits.values()]
        .map(({ api, perSecond, times }) => ({ api, perSecond, seconds: covered(times) / 1_000 }))
        .sort((a, b) => b.seconds - a.seconds),
  };
}

/** Milliseconds that lie in at least one of these. */
function covered(times: readonly Waiting[]): number {
  let end = Number.NEGATIVE_INFINITY;
  let sum = 0;
  for (const { from, to } of [...times].sort((a, b) => a.from - b.from)) {
    sum += Math.max(0, to - Math.max(from, end));
    end = Math.max(end, to);
  }
  return sum;
}
