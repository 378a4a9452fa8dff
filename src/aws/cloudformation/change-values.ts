import type { ResourceChangeDetail } from '@aws-sdk/client-cloudformation';
import type { ValueChange } from '../../model/value-changes.ts';
import type { ChangeSet, ResourceChange } from '../types/cloudformation.ts';

/** What stands for a value that only the execution gives. */
const LATER = '{{changeSet:KNOWN_AFTER_APPLY}}';

/** How AWS begins to say that it left changes out because of their values. */
const INCOMPLETE = '[WARN] --include-property-values';

const BELOW = '/Properties';

/**
 * True unless an answer with property values has to be compared with one without: AWS leaves out resources whose values it
 * cannot tell, and the reason why a change set failed.
 */
export function tellsAll({ status, reason, changes }: ChangeSet): boolean {
  if (status.endsWith('_PENDING') || status.endsWith('_IN_PROGRESS')) return true;
  return status === 'CREATE_COMPLETE' && changes.length > 0 && reason?.includes(INCOMPLETE) !== true;
}

/** The whole change set, with the values that an incomplete answer about it had. */
export function withValuesOf(whole: ChangeSet, { changes }: ChangeSet): ChangeSet {
  const told = new Map(changes.map((change) => [change.logicalId, change]));
  const withValues = (change: ResourceChange): ResourceChange => {
    const known = told.get(change.logicalId)?.properties ?? [];
    const properties = change.properties.map((property) => {
      const values = known.find(({ name }) => name === property.name)?.values;
      return values ? { ...property, values } : property;
    });
    return { ...change, properties };
  };
  return { ...whole, changes: whole.changes.map(withValues) };
}

/** The values that change, by the name of their property: each once, however many causes its change has. */
export function valuesIn(details: readonly ResourceChangeDetail[]): Map<string, ValueChange[]> {
  const found = new Map<string, ValueChange[]>();
  for (const { Target = {} } of details) {
    const { Name: name, Path: path } = Target;
    if (name === undefined || path?.startsWith(`${BELOW}/`) !== true || !isTold(Target)) continue;
    const values = found.get(name) ?? [];
    if (!values.some((value) => value.path === path.slice(BELOW.length))) values.push(valueOf(Target, path));
    found.set(name, values);
  }
  return found;
}

type Target = NonNullable<ResourceChangeDetail['Target']>;

function isTold({ BeforeValue, AfterValue }: Target): boolean {
  return BeforeValue !== undefined || AfterValue !== undefined;
}

function valueOf({ BeforeValue: before, AfterValue: after }: Target, path: string): ValueChange {
  return {
    path: path.slice(BELOW.length),
    change: before === undefined ? 'add' : after === undefined ? 'remove' : 'change',
    before: before ?? null,
    after: after === undefined || after === LATER ? null : after.replaceAll(LATER, '(known later)'),
    secret: false,
  };
}
