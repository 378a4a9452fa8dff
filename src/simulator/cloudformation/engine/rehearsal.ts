import type { Json, JsonObject } from '../../../model/json.ts';
import { isList, member } from '../../../template/tree.ts';
import { slice } from '../../state.ts';
import type { Site } from '../site.ts';
import { plain } from '../text.ts';
import type { PhaseName } from './operation.ts';

/** What a template asks of the simulator in `Metadata.Simulator`, for tests and rehearsals. */
export interface Rehearsal {
  /** How long a create, update or delete of the stack takes; null: as long as its resources do. */
  readonly seconds: number | null;
  /** Logical id of a resource that fails, and why. */
  readonly failResource: string | null;
  readonly failReason: string;
  /** When it fails; creating and updating unless said otherwise. */
  readonly failOn: readonly string[];
  /** The last resource that is made or changed fails, whichever that is. */
  readonly failLast: boolean;
}

/** Reads `Metadata: {Simulator: {Seconds, FailResource, FailReason, FailOn: [create, update, delete, rollback]}}`. */
function rehearsalOf(template: JsonObject): Rehearsal {
  const asked = member(member(template, 'Metadata'), 'Simulator');
  const seconds = member(asked, 'Seconds');
  const failOn = member(asked, 'FailOn');
  return {
    seconds: seconds === undefined ? null : Number(seconds),
    failResource: textOf(member(asked, 'FailResource')),
    failReason: textOf(member(asked, 'FailReason')) ?? 'Resource handler returned message: "Rehearsed failure"',
    failOn: isList(failOn) ? failOn.map(String) : ['create', 'update'],
    failLast: false,
  };
}

/** The same for one operation of a stack; what the settings know of it goes before what its template says. */
export function rehearsalFor(name: string, template: JsonObject, phase: PhaseName, site: Site): Rehearsal {
  const asked = rehearsalOf(template);
  const known = site.settings.rehearsal;
  if (known === null) return asked;
  const key = `${site.region}/${name}`;
  const { fault, seconds } = known;
  const own = phase === 'create' || phase === 'update' ? seconds[key]?.[phase] : null;
  const fails = (fault?.kind === 'service' && fault.stack === key) || isStruck(name, phase, site);
  return {
    ...asked,
    seconds: own ?? asked.seconds,
    failLast: fails,
    ...(fails ? { failReason: 'Resource handler returned message: "Rehearsed failure"' } : {}),
  };
}

/** Of the stacks of a set the first that is made or updated, and whenever it is again; the others are spared. */
function isStruck(name: string, phase: PhaseName, { state, settings, account, region }: Site): boolean {
  const fault = settings.rehearsal?.fault ?? null;
  if (fault?.kind !== 'instance' || phase === 'delete' || !isOfSet(name, fault.stackSet)) return false;
  const place = `${account}/${region}`;
  const struck = slice<{ place?: string }>(state, 'struck', () => ({}));
  struck.place ??= place;
  return struck.place === place;
}

/** Stacks of a set are called `StackSet-<set>-<uuid>`. */
function isOfSet(name: string, set: string): boolean {
  const prefix = `StackSet-${set}-`;
  return name.startsWith(prefix) && name.length === prefix.length + UUID_LENGTH;
}

const UUID_LENGTH = 36;

function textOf(value: Json | undefined): string | null {
  return value === undefined ? null : plain(value);
}
