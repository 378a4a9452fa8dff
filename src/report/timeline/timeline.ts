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
  const began = Date.parse(deployment.at);
  const several = regionsByService(deployment.services);
  const rows = deployment.services.map((service): Omit<TimelineRow, 'critical'> & { waitedFor: readonly string[] } => ({
    key: nodeKey(environment, service.service, service.region),
    label: (several.get(service.service) ?? 1) > 1 ? `${service.service} in ${service.region}` : service.service,
    outcome: service.outcome,
    turn: turnOf(service, began),
    waitedFor: service.waitedFor,
  }));
  if (rows.every(({ turn }) => turn === null)) return null;
  const criticalPath = criticalPathOf(rows);
  return {
    environment,
    total: Math.max(deployment.seconds, ...rows.map(({ turn }) => turn?.end ?? 0)),
    rows: rows
      .map(({ waitedFor: _, ...row }) => ({ ...row, critical: criticalPath.includes(row.key) }))
      .sort((one, other) => startOf(one) - startOf(other) || (one.label < other.label ? -1 : 1)),
    criticalPath,
  };
}

function turnOf({ started, seconds }: DeployedService, began: number): TimelineRow['turn'] {
  if (started === null || seconds === null) return null;
  const start = Math.max(0, (Date.parse(started) - began) / 1_000);
  return { start, end: start + Math.max(0, seconds) };
}

function startOf({ turn }: Pick<TimelineRow, 'turn'>): number {
  return turn?.start ?? Number.MAX_SAFE_INTEGER;
}

/** Backwards from what ended last, always to what it waited for longest. */
function criticalPathOf(
  rows: readonly { readonly key: string; readonly turn: TimelineRow['turn']; readonly waitedFor: readonly string[] }[],
): string[] {
  const path: string[] = [];
  let open = rows;
  for (;;) {
    const last = open.reduce<(typeof rows)[number] | null>(
      (best, row) => (row.turn && (!best?.turn || row.turn.end > best.turn.end) ? row : best),
      null,
    );
    if (!last || path.includes(last.key)) return path;
    path.unshift(last.key);
    open = rows.filter(({ key }) => last.waitedFor.includes(key));
  }
}

function regionsByService(services: readonly DeployedService[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { service } of services) counts.set(service, (counts.get(service) ?? 0) + 1);
  return counts;
}
