import type { PlannedResource } from '../model/plan.ts';
import { isStateful } from '../template/stateful.ts';
import { clean } from './clean.ts';
import { flow, listed, padTo, widest, widthOf } from './layout.ts';
import { onlyValue, valueLines } from './plan-values.ts';
import type { Paint, Style } from './style.ts';

const INDENT = '      ';

/** A value stands behind what is said of its resource as long as the line is no longer than this. */
const WIDEST = 120;

/** What becomes of a resource, as a reviewer has to look at it. */
export type Fate = 'added' | 'imported' | 'changed' | 'replaced' | 'maybe replaced' | 'removed';

export function fateOf({ action, replacement }: PlannedResource): Fate {
  if (action === 'Remove') return 'removed';
  if (action !== 'Modify') return action === 'Import' ? 'imported' : 'added';
  if (replacement === 'true') return 'replaced';
  return replacement === 'conditional' ? 'maybe replaced' : 'changed';
}

/** True when data can be lost with the resource. */
export function losesData(resource: PlannedResource): boolean {
  const fate = fateOf(resource);
  return !['added', 'imported', 'changed'].includes(fate) && isStateful(resource.type);
}

/** A line for each resource, in columns: what happens to it, what it is, and which of its properties change; values below it. */
export function resourceLines(resources: readonly PlannedResource[], style: Style): string[] {
  const width = widest(resources.map(({ logicalId }) => clean(logicalId)));
  const typeWidth = widest(resources.map(({ type }) => clean(type)));
  return resources.flatMap((resource) => {
    const id = padTo(clean(resource.logicalId), width);
    const type = padTo(style.dim(clean(resource.type)), typeWidth);
    const notes = notesOf(resource, style);
    const start = `${INDENT}${markOf(resource, style)} ${id}  `;
    // Where id and type do not fit side by side, the type begins a line of its own, with the rest behind it.
    const only = onlyValue(resource);
    const whole = only === null ? null : `${start}${type}  ${[...notes, only].join(' ')}`;
    if (whole !== null && widthOf(whole) <= Math.min(style.columns, WIDEST)) return [whole];
    const fits = widthOf(start) + typeWidth <= style.columns;
    const head = fits
      ? flow(`${start}${notes.length > 0 ? `${type}  ` : type}`, notes, style.columns)
      : flow(start, [type.trimEnd(), ...notes], style.columns);
    return [...head, ...valueLines(resource, style)];
  });
}

function markOf(resource: PlannedResource, style: Style): string {
  const marks = {
    added: style.good('+'),
    imported: style.good('←'),
    changed: style.warn('~'),
    replaced: style.bad('±'),
    'maybe replaced': style.warn('±'),
    removed: style.bad('-'),
  } as const;
  return marks[fateOf(resource)];
}

/** `replaced because of KeySchema; BillingMode ! holds data`, in pieces. */
function notesOf(resource: PlannedResource, style: Style): string[] {
  const { properties = [] } = resource;
  const causes = properties.filter(({ recreation }) => recreation !== 'Never').map(({ name }) => clean(name));
  const others = properties
    .filter(({ recreation, values }) => recreation === 'Never' && !values?.length)
    .map(({ name }) => clean(name));
  const verdict = verdictOf(fateOf(resource), causes, style);
  const first =
    verdict.length > 0 && others.length > 0 ? [...verdict.slice(0, -1), `${verdict.at(-1) ?? ''};`] : verdict;
  return [...first, ...listed(others), ...(losesData(resource) ? [style.bad('! holds data')] : [])];
}

function verdictOf(fate: Fate, causes: readonly string[], style: Style): string[] {
  if (fate === 'removed') return [style.bad('removed')];
  if (fate === 'imported') return [style.good('exists, is imported')];
  if (fate !== 'replaced' && fate !== 'maybe replaced') return [];
  const paint: Paint = fate === 'replaced' ? style.bad : style.warn;
  const head = fate === 'replaced' ? 'replaced' : 'may be replaced';
  if (causes.length === 0) return [paint(head)];
  return [paint(`${head} because of`), ...listed(causes).map(paint)];
}
