import type { PastTurns } from '../model/forecast.ts';
import type { JsonObject } from '../model/json.ts';
import { slowestCreation } from '../template/creation-seconds.ts';

/** Turns by which an operation is judged, as `PastTurns` calls them. */
const OUTCOME = { create: 'created', update: 'updated' } as const;

/**
 * Milliseconds that an operation on a stack should take at least: the fastest of its last turns of the same kind; for a creation
 * without any, what the slowest of its resources takes. Null when nothing is known: which resources an update changes, the
 * template does not say.
 */
export function expectedMs(
  kind: keyof typeof OUTCOME,
  past: PastTurns | undefined,
  template: JsonObject,
): number | null {
  const turns = past?.[OUTCOME[kind]] ?? [];
  if (turns.length > 0) return Math.min(...turns) * 1_000;
  const slowest = kind === 'create' ? slowestCreation(template) : null;
  return slowest === null ? null : slowest * 1_000;
}
