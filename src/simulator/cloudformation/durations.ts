import { creationSeconds } from '../../template/creation-seconds.ts';

/** Updates and deletions are taken to need half of what the creation needs. */
const SHARE = { create: 1, update: 0.5, remove: 0.5 } as const;

/** Milliseconds that an action on a resource takes; `otherwise` is the creation time of a type that is not in the table. */
export function durationOf(type: string, action: keyof typeof SHARE, otherwise: number): number {
  const seconds = creationSeconds(type);
  return Math.round((seconds === null ? otherwise : seconds * 1000) * SHARE[action]);
}
