import { isObject, type Json } from '../../../model/json.ts';
import { isList, section } from '../../../template/tree.ts';
import { lowerId } from '../../ids.ts';
import { differences } from '../differences.ts';
import { ResourceFailure } from '../faults.ts';
import { addStack, newStack } from '../new-stack.ts';
import type { ResourceRecord, StackConfig } from '../records.ts';
import type { Made } from '../resources/handler.ts';
import { regionOf, type Site } from '../site.ts';
import type { StackRecord } from '../stack-record.ts';
import { checkCapabilities } from '../template/capabilities.ts';
import { requestParameters } from '../template/parameters.ts';
import { requestTemplate } from '../template/read.ts';
import { plain } from '../text.ts';
import { startCreate, startDelete, startUpdate } from './begin.ts';

/** The type of a nested stack. Source: user guide, "Split a template into reusable pieces using nested stacks". */
export const NESTED = 'AWS::CloudFormation::Stack';

/** Starts creating the nested stack; its end finishes the work. A failed one is left for the parent's rollback to delete. */
export function createNested(stack: StackRecord, target: ResourceRecord, site: Site): void {
  const config = configOf(stack, target, null, site);
  const name = `${stack.name}-${target.logicalId}-${lowerId(site.state, '', 12).toUpperCase()}`;
  const parent = { stackId: stack.id, logicalId: target.logicalId, rootId: stack.parent?.rootId ?? stack.id };
  const child = newStack(name, { parent }, site);
  child.role = stack.role;
  addStack(child, site);
  target.physicalId = child.id;
  startCreate(child, config, { token: stack.token, onFailure: 'DO_NOTHING' }, site);
}

/** Starts updating the nested stack; answers whether there was anything to update. */
export function updateNested(stack: StackRecord, target: ResourceRecord, site: Site): boolean {
  const child = nestedStack(target, site);
  const config = configOf(stack, target, child.config, site);
  if (differences(child, config, site).none) return false;
  startUpdate(child, config, { token: stack.token }, site);
  return true;
}

/** Starts bringing the nested stack back to what it was before its last update; answers whether that is necessary. */
export function restoreNested(stack: StackRecord, current: ResourceRecord, site: Site): boolean {
  const child = nestedStack(current, site);
  const previous = child.operation?.previous;
  if (child.status !== 'UPDATE_COMPLETE' || previous === undefined || previous === null) return false;
  startUpdate(child, previous.config, { token: stack.token }, site);
  return true;
}

/** Starts deleting the nested stack; answers false when it is gone already. */
export function removeNested(stack: StackRecord, current: ResourceRecord, site: Site): boolean {
  const child = nestedStack(current, site);
  if (child.deleted !== null) return false;
  startDelete(child, { token: stack.token }, site);
  return true;
}

/** What came of a nested stack's create or update: its outputs, or its failure as the parent reports it. */
export function nestedOutcome(target: ResourceRecord, verb: 'created' | 'updated', site: Site): Made {
  const child = nestedStack(target, site);
  if (child.status !== 'CREATE_COMPLETE' && !child.status.startsWith('UPDATE_COMPLETE')) {
    throw new ResourceFailure(`Embedded stack ${child.id} was not successfully ${verb}: ${firstReason(child)}`);
  }
  return { physicalId: child.id, attributes: nestedAttributes(target, site) };
}

/** Values for `Fn::GetAtt: [Nested, Outputs.X]`. */
export function nestedAttributes(target: ResourceRecord, site: Site): Made['attributes'] {
  return Object.fromEntries(nestedStack(target, site).outputs.map(({ key, value }) => [`Outputs.${key}`, value]));
}

/** Throws when a nested stack that should be gone is still there. */
export function checkRemoved(current: ResourceRecord, site: Site): void {
  const child = nestedStack(current, site);
  if (child.deleted !== null) return;
  throw new ResourceFailure(`Embedded stack ${child.id} was not successfully deleted: ${child.reason ?? ''}`);
}

function nestedStack(record: ResourceRecord, site: Site): StackRecord {
  const child = regionOf(site).stacks[record.physicalId ?? ''];
  if (child === undefined) throw new ResourceFailure(`Stack [${record.physicalId ?? ''}] does not exist`);
  return child;
}

/** The reason of the status in which the last operation failed: a rollback's own end has none. */
function firstReason(child: StackRecord): string {
  const failures = child.events.filter((event) => event.physicalId === child.id && event.reason !== null);
  return (failures.at(-1)?.reason ?? '').trim();
}

function configOf(stack: StackRecord, target: ResourceRecord, current: StackConfig | null, site: Site): StackConfig {
  const { properties } = target;
  const { body, template } = requestTemplate({ TemplateURL: properties['TemplateURL'] }, site, null);
  checkCapabilities(template, stack.config.capabilities);
  const given = Object.entries(section(properties, 'Parameters'));
  const Parameters = given.map(([ParameterKey, value]) => ({ ParameterKey, ParameterValue: textOf(value) }));
  return {
    body,
    template,
    parameters: requestParameters({ Parameters }, template, current, site),
    tags: { ...stack.config.tags, ...ownTags(properties['Tags']) },
    capabilities: stack.config.capabilities,
    notificationArns: [],
  };
}

function textOf(value: Json): string {
  return isList(value) ? value.map(plain).join(',') : plain(value);
}

function ownTags(tags: Json | undefined): Record<string, string> {
  if (!isList(tags)) return {};
  return Object.fromEntries(tags.filter(isObject).map((tag) => [plain(tag['Key']), plain(tag['Value'])]));
}
