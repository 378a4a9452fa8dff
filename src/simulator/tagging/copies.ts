import { own } from '../record.ts';
import { slice, type SimulatorState } from '../state.ts';

export type Tags = Readonly<Record<string, string>>;

/** What is still shown of a resource whose tags have changed, until when (ms since 1970). Null: nothing. */
interface Late {
  readonly tags: Tags | null;
  readonly until: number;
}

/** How long a change takes to be seen. AWS promises no time; a minute is what makes a caller notice that there is one. */
const LATE_MS = 60_000;

function lateOf(state: SimulatorState): Record<string, Late> {
  return slice<Record<string, Late>>(state, 'tagging', () => ({}));
}

/** Has to be told of every change of tags, with those of before; null for a resource that is new. */
export function noteTagChange(state: SimulatorState, id: string, before: Tags | null, now: number): void {
  lateOf(state)[id] = { tags: copiedTags(state, id, before, now), until: now + LATE_MS };
}

/** The tags of a resource as its copy shows them, `tags` being what they are; null while the copy knows nothing of it. */
export function copiedTags(state: SimulatorState, id: string, tags: Tags | null, now: number): Tags | null {
  const late = own(lateOf(state), id);
  return late !== undefined && now < late.until ? late.tags : tags;
}
