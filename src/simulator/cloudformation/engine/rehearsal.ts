import type { Json, JsonObject } from '../../../model/json.ts';
import { isList, member } from '../../../template/tree.ts';
import { plain } from '../text.ts';

/** What a template asks of the simulator in `Metadata.Simulator`, for tests and rehearsals. */
export interface Rehearsal {
  /** How long a create, update or delete of the stack takes; null: as long as its resources do. */
  readonly seconds: number | null;
  /** Logical id of a resource that fails, and why. */
  readonly failResource: string | null;
  readonly failReason: string;
  /** When it fails; creating and updating unless said otherwise. */
  readonly failOn: readonly string[];
}

/** Reads `Metadata: {Simulator: {Seconds, FailResource, FailReason, FailOn: [create, update, delete, rollback]}}`. */
export function rehearsalOf(template: JsonObject): Rehearsal {
  const asked = member(member(template, 'Metadata'), 'Simulator');
  const seconds = member(asked, 'Seconds');
  const failOn = member(asked, 'FailOn');
  return {
    seconds: seconds === undefined ? null : Number(seconds),
    failResource: textOf(member(asked, 'FailResource')),
    failReason: textOf(member(asked, 'FailReason')) ?? 'Resource handler returned message: "Rehearsed failure"',
    failOn: isList(failOn) ? failOn.map(String) : ['create', 'update'],
  };
}

function textOf(value: Json | undefined): string | null {
  return value === undefined ? null : plain(value);
}
