import type { AccountGateways } from '../aws/types/account.ts';
import type { Clock } from '../model/clock.ts';
import type { LogLine, LogPlace } from '../model/logs.ts';

/** What is read of one group at a time. */
const MOST = 10_000;
/** Lines of a busy group arrive out of order; later ones than this are not looked for (they take seconds at the most). */
const LATE_MS = 15_000;
const PAUSE_MS = 2_000;

/** Lines of several groups from `since` (ms since 1970) on, by their time; a group that is not there has none. */
export async function readLines(
  gateways: AccountGateways,
  places: readonly LogPlace[],
  since: number,
): Promise<LogLine[]> {
  const lists = await Promise.all(places.map((place) => linesOf(gateways, place, since)));
  return lists.flat().sort((a, b) => a.time - b.time);
}

async function linesOf(gateways: AccountGateways, place: LogPlace, since: number): Promise<LogLine[]> {
  const events = await gateways.logs(place.region).events({ group: place.group, since, limit: MOST });
  return (events ?? []).map((event) => ({ ...place, ...event }));
}

export interface Following {
  readonly since: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly write: (lines: readonly LogLine[]) => void;
}

/** Hands on lines as they come, each once, until the signal is aborted. */
export async function followLines(
  gateways: AccountGateways,
  places: readonly LogPlace[],
  { since, clock, signal, write }: Following,
): Promise<void> {
  const seen = new Map<string, number>();
  let from = since;
  while (!signal.aborted) {
    const fresh = (await readLines(gateways, places, from)).filter((line) => !seen.has(keyOf(line)));
    for (const line of fresh) seen.set(keyOf(line), line.time);
    if (fresh.length > 0) write(fresh);
    from = Math.max(since, Math.max(0, ...seen.values()) - LATE_MS);
    for (const [key, time] of seen) if (time < from) seen.delete(key);
    await clock.sleep(PAUSE_MS, signal).catch(() => undefined);
  }
}

function keyOf({ region, group, id }: LogLine): string {
  return `${region} ${group} ${id}`;
}
