import { canonical, type Json, type JsonObject } from '../../model/json.ts';
import { member, section } from '../../template/tree.ts';
import type { Change, ChangeDetail } from './change-record.ts';
import { changedValues } from './change-values.ts';
import { referencesIn } from './intrinsics/references.ts';
import { changedProperties, replacementFor } from './properties.ts';
import type { ResourceRecord, StackConfig } from './records.ts';
import { typeSpec } from './spec.ts';
import type { StackRecord } from './stack-record.ts';

/** What becomes of a resource of the stack, as far as it is known before the execution. */
type Fate = 'modified' | 'replaced';

const NESTED_TYPE = 'AWS::CloudFormation::Stack';

/** A nested stack is always listed: whether its template has changed is seen only when it is executed. */
const AUTOMATIC: ChangeDetail = {
  attribute: 'Properties',
  name: null,
  recreation: 'Never',
  evaluation: 'Dynamic',
  source: 'Automatic',
  cause: null,
};

const RECREATION = { yes: 'Always', maybe: 'Conditionally', no: 'Never' } as const;

/**
 * The changes that lead from a stack's resources to the wanted ones, by logical id. Source: user guide, "Change sets"
 * and API reference, "ResourceChangeDetail".
 */
export function changesTo(
  stack: StackRecord,
  wanted: Readonly<Record<string, ResourceRecord>>,
  config: StackConfig,
): Change[] {
  const fates = new Map<string, Fate>();
  const changes: Change[] = [];
  for (const target of inDependencyOrder(wanted)) {
    const current = presentResource(stack, target.logicalId);
    const change = current === null ? addition(target) : modification(current, target, { fates, stack, config });
    if (change === null) continue;
    changes.push(change);
    if (change.action === 'Modify')
      fates.set(change.logicalId, change.replacement === 'False' ? 'modified' : 'replaced');
  }
  const removed = Object.values(stack.resources).filter(
    ({ logicalId }) => presentResource(stack, logicalId) !== null && !Object.hasOwn(wanted, logicalId),
  );
  return [...changes, ...removed.map(removal)].sort((a, b) => (a.logicalId < b.logicalId ? -1 : 1));
}

/** The stack's resource if it has really been made and is still there. */
export function presentResource(stack: StackRecord, logicalId: string): ResourceRecord | null {
  const record = stack.resources[logicalId];
  return record === undefined || record.physicalId === null || record.status === 'DELETE_COMPLETE' ? null : record;
}

function inDependencyOrder(wanted: Readonly<Record<string, ResourceRecord>>): ResourceRecord[] {
  const ordered = new Set<ResourceRecord>();
  const visit = (record: ResourceRecord): void => {
    if (ordered.has(record)) return;
    for (const name of record.after) if (wanted[name] !== undefined) visit(wanted[name]);
    ordered.add(record);
  };
  for (const record of Object.values(wanted)) visit(record);
  return [...ordered];
}

function addition({ logicalId, type }: ResourceRecord): Change {
  return {
    logicalId,
    physicalId: null,
    type,
    action: 'Add',
    replacement: null,
    scope: [],
    details: [],
    policyAction: null,
  };
}

function removal({ logicalId, physicalId, type, deletionPolicy }: ResourceRecord): Change {
  const policyAction = deletionPolicy === 'RetainExceptOnCreate' ? 'Retain' : deletionPolicy;
  return { logicalId, physicalId, type, action: 'Remove', replacement: null, scope: [], details: [], policyAction };
}

interface Context {
  readonly fates: ReadonlyMap<string, Fate>;
  readonly stack: StackRecord;
  readonly config: StackConfig;
}

function modification(current: ResourceRecord, target: ResourceRecord, context: Context): Change | null {
  const found = [...staticDetails(current, target, context), ...dynamicDetails(current, target, context)];
  const details = found.length === 0 && target.type === NESTED_TYPE ? [AUTOMATIC] : found;
  if (details.length === 0) return null;
  const replacement = replacementOf(details);
  const policy = target.updateReplacePolicy === 'Delete' ? 'ReplaceAndDelete' : 'ReplaceAndRetain';
  return {
    logicalId: target.logicalId,
    physicalId: current.physicalId,
    type: target.type,
    action: 'Modify',
    replacement,
    scope: [...new Set(details.map(({ attribute }) => attribute))],
    details,
    policyAction: replacement === 'True' ? policy : null,
  };
}

function replacementOf(details: readonly ChangeDetail[]): 'True' | 'False' | 'Conditional' {
  if (details.some(({ recreation, evaluation }) => recreation === 'Always' && evaluation === 'Static')) return 'True';
  return details.some(({ recreation }) => recreation !== 'Never') ? 'Conditional' : 'False';
}

function staticDetails(current: ResourceRecord, target: ResourceRecord, context: Context): ChangeDetail[] {
  const names = changedProperties(section(current.definition, 'Properties'), section(target.definition, 'Properties'));
  const details: ChangeDetail[] = names.map((name) => ({
    attribute: 'Properties',
    name,
    recreation: RECREATION[replacementFor(target.type, name)],
    evaluation: 'Static',
    ...sourceOf(target.logicalId, name, context),
    values: changedValues(current, target, name),
  }));
  const direct = {
    name: null,
    recreation: 'Never',
    evaluation: 'Static',
    source: 'DirectModification',
    cause: null,
  } as const;
  if (!equal(section(current.definition, 'Metadata'), section(target.definition, 'Metadata'))) {
    details.push({ attribute: 'Metadata', ...direct });
  }
  if (!equal(current.tags, target.tags) && (typeSpec(target.type)?.tags ?? null) !== null) {
    details.push({ attribute: 'Tags', ...direct });
  }
  return details;
}

/** A property whose text in the template is unchanged has changed through a parameter. */
function sourceOf(
  logicalId: string,
  property: string,
  { stack, config }: Context,
): Pick<ChangeDetail, 'source' | 'cause'> {
  const before = writtenProperty(stack.config.template, logicalId, property);
  const after = writtenProperty(config.template, logicalId, property);
  const parameter = referencesIn(after).find(({ name }) => Object.hasOwn(config.parameters, name))?.name;
  if (parameter === undefined || !equal(before, after)) return { source: 'DirectModification', cause: null };
  return { source: 'ParameterReference', cause: parameter };
}

function writtenProperty(template: JsonObject, logicalId: string, property: string): Json {
  return member(section(section(section(template, 'Resources'), logicalId), 'Properties'), property) ?? null;
}

/** Properties that themselves stay as they are, but refer to something that changes. */
function dynamicDetails(current: ResourceRecord, target: ResourceRecord, { fates }: Context): ChangeDetail[] {
  const before = section(current.definition, 'Properties');
  return Object.entries(section(target.definition, 'Properties')).flatMap(([name, value]): ChangeDetail[] => {
    if (!equal(before[name] ?? null, value)) return [];
    const cause = referencesIn(value).find((reference) => {
      const fate = fates.get(reference.name);
      return fate === 'replaced' || (fate === 'modified' && reference.attribute !== null);
    });
    if (cause === undefined) return [];
    const recreation = RECREATION[replacementFor(target.type, name)];
    const source = cause.attribute === null ? 'ResourceReference' : 'ResourceAttribute';
    const entity = cause.attribute === null ? cause.name : `${cause.name}.${cause.attribute}`;
    return [{ attribute: 'Properties', name, recreation, evaluation: 'Dynamic', source, cause: entity }];
  });
}

function equal(a: Json, b: Json): boolean {
  return canonical(a) === canonical(b);
}
