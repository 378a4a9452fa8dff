import { canonical, type JsonObject } from '../../../model/json.ts';
import { section } from '../../../template/tree.ts';
import { durationOf } from '../durations.ts';
import { ResourceFailure } from '../faults.ts';
import { evaluateMap } from '../intrinsics/evaluate.ts';
import { changedProperties, checkProperties, replacementFor } from '../properties.ts';
import type { ResourceRecord } from '../records.ts';
import type { Made } from '../resources/handler.ts';
import { isLoose, takeIn } from '../resources/loose.ts';
import { handlerFor } from '../resources/registry.ts';
import { typeSpec } from '../spec.ts';
import type { Site } from '../site.ts';
import type { StackRecord } from '../stack-record.ts';
import { setResourceStatus } from './events.ts';
import { createNested, NESTED, nestedOutcome, updateNested } from './nested.ts';
import type { Begun, MakeWork } from './operation.ts';
import { requestFor } from './request.ts';
import { liveScope } from './scopes.ts';
import { plain } from '../text.ts';

/** Starts creating or changing a resource. */
export function beginMake(stack: StackRecord, work: MakeWork, site: Site): Begun {
  const { target } = work;
  const current = stack.resources[work.logicalId];
  if (current === undefined || current.physicalId === null) {
    stack.resources[work.logicalId] = target;
    const taken = stack.operation?.takesIn?.[work.logicalId] !== undefined;
    setResourceStatus(stack, target, taken ? 'IMPORT_IN_PROGRESS' : 'CREATE_IN_PROGRESS', null, site);
    target.properties = propertiesOf(stack, target, site);
    if (target.type !== NESTED) return durationOf(target.type, 'create', site.settings.resourceMs);
    createNested(stack, target, site);
    return 'awaited';
  }
  target.properties = propertiesOf(stack, target, site);
  target.physicalId = current.physicalId;
  target.attributes = current.attributes;
  if (target.type === NESTED && updateNested(stack, target, site)) {
    setResourceStatus(stack, current, 'UPDATE_IN_PROGRESS', null, site);
    return 'awaited';
  }
  if (!differs(current, target)) {
    stack.resources[work.logicalId] = { ...target, status: current.status, reason: current.reason, time: current.time };
    return null;
  }
  return beginChange(stack, work, current, site);
}

function beginChange(stack: StackRecord, work: MakeWork, current: ResourceRecord, site: Site): number {
  const { target } = work;
  const changed = changedProperties(current.properties, target.properties);
  work.replaces = changed.some((name) => replacementFor(target.type, name) === 'yes');
  const reason = work.replaces
    ? 'Requested update requires the creation of a new physical resource; hence creating one.'
    : null;
  setResourceStatus(stack, current, 'UPDATE_IN_PROGRESS', reason, site);
  if (work.replaces) refuseCustomName(work, changed);
  return durationOf(target.type, work.replaces ? 'create' : 'update', site.settings.resourceMs);
}

/** Properties with every function evaluated, now that what they refer to exists. */
function propertiesOf(stack: StackRecord, target: ResourceRecord, site: Site): JsonObject {
  const properties = evaluateMap(section(target.definition, 'Properties'), liveScope(stack, site));
  checkProperties(target.logicalId, target.type, properties);
  return properties;
}

function differs(current: ResourceRecord, target: ResourceRecord): boolean {
  if (changedProperties(current.properties, target.properties).length > 0) return true;
  if (canonical(section(current.definition, 'Metadata')) !== canonical(section(target.definition, 'Metadata')))
    return true;
  return canonical(current.tags) !== canonical(target.tags) && (typeSpec(target.type)?.tags ?? null) !== null;
}

/** Two resources cannot have one name, so the new one cannot be made beside the old. */
function refuseCustomName({ target }: MakeWork, changed: readonly string[]): void {
  const name = typeSpec(target.type)?.identifier;
  if (name === undefined || name === null || !Object.hasOwn(target.properties, name) || changed.includes(name)) return;
  throw new ResourceFailure(
    `CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename ${plain(target.properties[name])} and update the stack again.`,
  );
}

/** Creates or changes the resource; throws what its handler throws. */
export function finishMake(stack: StackRecord, work: MakeWork, site: Site): void {
  const { target } = work;
  const current = stack.resources[work.logicalId];
  const name = stack.operation?.takesIn?.[work.logicalId];
  if (name !== undefined && current?.status === 'IMPORT_IN_PROGRESS') return finishImport(stack, target, name, site);
  const fresh = current === undefined || current.status === 'CREATE_IN_PROGRESS';
  const made = carryOut(stack, work, fresh ? null : current, site);
  if (work.replaces && current !== undefined) stack.operation?.leftovers.push({ ...current });
  stack.resources[work.logicalId] = target;
  target.physicalId = made.physicalId;
  target.attributes = made.attributes;
  const verb = fresh ? 'CREATE' : 'UPDATE';
  if (fresh || work.replaces)
    setResourceStatus(stack, target, `${verb}_IN_PROGRESS`, 'Resource creation Initiated', site);
  setResourceStatus(stack, target, `${verb}_COMPLETE`, null, site);
}

/** What is there becomes the stack's, and as the template wants it: AWS leaves that to the next update. */
function finishImport(stack: StackRecord, target: ResourceRecord, name: string, site: Site): void {
  const { type } = target;
  if (!isLoose(site, type, name)) throw new ResourceFailure(`${name} does not exist, or belongs to another stack`);
  takeIn(site, type, name);
  target.physicalId = name;
  target.attributes = handlerFor(type).update(requestFor(stack, target, site), target).attributes;
  setResourceStatus(stack, target, 'IMPORT_COMPLETE', 'Resource import completed.', site);
}

function carryOut(
  stack: StackRecord,
  { target, replaces }: MakeWork,
  current: ResourceRecord | null,
  site: Site,
): Made {
  if (target.type === NESTED) return nestedOutcome(target, current === null ? 'created' : 'updated', site);
  const handler = handlerFor(target.type);
  const request = requestFor(stack, target, site);
  return current === null || replaces ? handler.create(request) : handler.update(request, current);
}
