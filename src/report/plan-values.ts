import type { PlannedResource } from '../model/plan.ts';
import { pointerKeys, type ValueChange } from '../model/value-changes.ts';
import { clean } from './clean.ts';
import { cutTo, widthOf } from './layout.ts';
import type { Style } from './style.ts';

const INDENT = '          ';

/** So many values of a resource are shown; all of them are in the JSON document. */
const MOST = 20;

/** The one value that changes in a resource, as it fits behind the rest of its line; null when there are several, or none. */
export function onlyValue(resource: PlannedResource): string | null {
  const [value, ...others] = valuesOf(resource);
  return value && others.length === 0 ? `${nameOf(value)}: ${changeText(value)}` : null;
}

/** A line for each value that changes in a resource: `Timeout: 30 → 60`. */
export function valueLines(resource: PlannedResource, style: Style): string[] {
  const values = valuesOf(resource);
  const more = values.length - MOST;
  const lines = values.slice(0, MOST).map((value) => valueLine(value, style));
  return more > 0 ? [...lines, `${INDENT}${style.dim(`and ${more} more values`)}`] : lines;
}

function valueLine(value: ValueChange, style: Style): string {
  const whole = `${INDENT}${nameOf(value)}: ${changeText(value)}`;
  if (widthOf(whole) <= Math.min(style.columns, WIDEST)) return whole;
  const start = `${INDENT}${cutTo(nameOf(value), style.columns - INDENT.length - ROOM)}: `;
  return `${start}${changeText(value, style.columns - start.length)}`;
}

function nameOf({ path }: ValueChange): string {
  return clean(pointerKeys(path).join('.'));
}

function valuesOf({ properties = [] }: PlannedResource): ValueChange[] {
  return properties.flatMap((property) => property.values ?? []);
}

/** The least room for both values. */
const ROOM = 30;

/** Where no terminal says how wide a line may be. */
const WIDEST = 200;

/** `30 → 60` in so many columns; what is too long is cut, from where the two differ. */
export function changeText(
  value: Pick<ValueChange, 'change' | 'before' | 'after' | 'secret'>,
  columns = WIDEST,
): string {
  const { change, before, after, secret } = value;
  if (secret && before === null && after === null) return 'secret, not shown';
  const unknown = secret ? '(secret)' : '(known when it is deployed)';
  const texts = [
    change === 'add' ? 'nothing' : (before ?? unknown),
    change === 'remove' ? 'nothing' : (after ?? unknown),
  ];
  const [left = '', right = ''] = cutBoth(texts.map(oneLine), Math.max(ROOM, Math.min(columns, WIDEST)) - ' → '.length);
  return `${left} → ${right}`;
}

function oneLine(text: string): string {
  return text === ''
    ? '""'
    : clean(text)
        .replaceAll(/\s*\n\s*/g, '⏎')
        .replaceAll('\t', ' ');
}

/** What stands before a difference, so that it is found again. */
const LEAD = 8;

/** Two texts in a room: what fits is whole; what they begin with alike goes first. */
function cutBoth(texts: readonly string[], room: number): string[] {
  const [before = '', after = ''] = texts;
  if (widthOf(before) + widthOf(after) <= room) return [before, after];
  const alike = sharedStart(before, after);
  const skipped = alike > LEAD ? alike - LEAD : 0;
  const rest = [before, after].map((text) => (skipped > 0 ? `…${text.slice(skipped)}` : text));
  const half = Math.floor(room / 2);
  const shorter = Math.min(...rest.map(widthOf));
  return rest.map((text) => cutTo(text, shorter <= half ? Math.max(half, room - shorter) : half));
}

function sharedStart(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}
