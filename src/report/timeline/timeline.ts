import { nodeKey } from '../../model/plan.ts';
import type { DeployedService, ReportedDeployment } from '../page/data.ts';

/** One deployment on an axis of time. */
export interface Timeline {
  readonly environment: string;
  /** Seconds that the whole deployment took. */
  readonly total: number;
  /** In the order of their turns; those without one last. */
  readonly rows: readonly TimelineRow[];
  /** Keys of the chain that the end waited for, the first first. */
  readonly criticalPath: readonly string[];
}

export interface TimelineRow {
  readonly key: string;
  /** `notes`, with the region where a service has several. */
  readonly label: string;
  readonly outcome: string;
  /** Null when it had no turn. Seconds since the deployment began. */
  readonly turn: { readonly start: number; readonly end: number } | null;
  readonly critical: boolean;
}

/** Null when the record has no times: an older version wrote it. */
export function timelineOf(environment: string, deployment: ReportedDeployment): Timeline | null {
  const { services, seconds } = deployment;
  const began = Date.parse(deployment.at);
  const keyOf = ({ service, region }: DeployedService): string => nodeKey(environment, service, region);
  const turns = new Map(services.map((one) => [keyOf(one), turnOf(one, began)]));
  if ([...turns.values()].every((turn) => turn === null)) return null;
  const criticalPath = criticalPathOf(turns, new Map(services.map((one) => [keyOf(one), one.waitedFor])));
  const several = regionsByService(services);
  const rows = services.map((one): TimelineRow => {
    const key = keyOf(one);
    const label = (several.get(one.service) ?? 1) > 1 ? `${one.service} in ${one.region}` : one.service;
    return { key, label, outcome: one.outcome, turn: turns.get(key) ?? null, critical: criticalPath.includes(key) };
  });
  rows.sort((one, other) => startOf(one) - startOf(other) || (one.label < other.label ? -1 : 1));
  return { environment, total: Math.max(seconds, ...rows.map(({ turn }) => turn?.end ?? 0)), rows, criticalPath };
}

function turnOf({ started, seconds }: DeployedService, began: number): TimelineRow['turn'] {
  if (started === null || seconds === null) return null;
  const start = Math.max(0, (Date.parse(started) - began) / 1_000);
  return { start, end: start + Math.max(0, seconds) };
}

function startOf({ turn }: TimelineRow): number {
  return turn?.start ?? Number.MAX_SAFE_INTEGER;
}

/** Backwards from what ended last, always to what it waited for longest. */
function criticalPathOf(
  turns: ReadonlyMap<string, TimelineRow['turn']>,
  waitedFor: ReadonlyMap<string, readonly string[]>,
): string[] {
  const path: string[] = [];
  const endOf = (key: string): number => turns.get(key)?.end ?? -1;
  let open: readonly string[] = [...turns.keys()];
  for (;;) {
    const last = open.reduce<string | null>((best, key) => (endOf(key) > endOf(best ?? '') ? key : best), null);
    if (last === null || path.includes(last)) return path;
    path.unshift(last);
    open = waitedFor.get(last) ?? [];
  }
}

function regionsByService(services: readonly DeployedService[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { service } of services) counts.set(service, (counts.get(service) ?? 0) + 1);
  return counts;
}
