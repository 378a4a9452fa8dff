import { uuid } from '../../ids.ts';
import { AwsFault } from '../../service.ts';
import { section } from '../../../template/tree.ts';
import { differences } from '../differences.ts';
import { startCreate, startDelete, startUpdate } from '../engine/begin.ts';
import { addStack, newStack } from '../new-stack.ts';
import { checkWanted, requestConfig } from '../operations/config.ts';
import type { StackConfig } from '../records.ts';
import { regionOf, type Site } from '../site.ts';
import type { StackRecord } from '../stack-record.ts';
import { transformsOf } from '../template/transforms.ts';
import { plain } from '../text.ts';
import type { InstanceRecord, OperationRecord, StackSetRecord } from './record.ts';

/** How one instance has come out; null while its stack is still in work. */
export type Ending = { readonly failure: string | null } | null;

/** Begins what the operation does to one instance; what AWS refuses at once is its failure. */
export function beginInstance(
  set: StackSetRecord,
  operation: OperationRecord,
  one: InstanceRecord,
  admin: Site,
): Ending {
  const site = { ...admin, account: one.account, region: one.region };
  try {
    const stack = stackOf(one, site);
    if (operation.action === 'DELETE') return remove(stack, operation, site);
    const config = configFor(set, stack, site);
    if (stack !== null) return update(stack, config, site);
    const made = newStack(`StackSet-${set.name}-${uuid(site.state)}`, {}, site);
    checkWanted(made, config, site);
    addStack(made, site);
    one.stackId = made.id;
    // A stack that does not come up is taken away again, so that the next operation makes another.
    startCreate(made, config, { token: null, onFailure: 'DELETE' }, site);
    return null;
  } catch (error) {
    if (error instanceof AwsFault) return { failure: error.message };
    throw error;
  }
}

/** Looks how an instance's stack does. */
export function lookAtInstance(one: InstanceRecord, { action }: OperationRecord, admin: Site): Ending {
  const stack = regionOf({ ...admin, account: one.account, region: one.region }).stacks[one.stackId ?? ''];
  if (stack === undefined) return { failure: 'The stack does not exist' };
  if (stack.status.endsWith('_IN_PROGRESS') && !stack.status.endsWith('_CLEANUP_IN_PROGRESS')) return null;
  if (action === 'DELETE') return stack.deleted === null ? { failure: failureOf(stack) } : SUCCESS;
  const well = stack.status === 'CREATE_COMPLETE' || stack.status.startsWith('UPDATE_COMPLETE');
  return well ? SUCCESS : { failure: failureOf(stack) };
}

const SUCCESS: Ending = { failure: null };

function stackOf(one: InstanceRecord, site: Site): StackRecord | null {
  const stack = regionOf(site).stacks[one.stackId ?? ''];
  return stack === undefined || stack.deleted !== null ? null : stack;
}

function update(stack: StackRecord, config: StackConfig, site: Site): Ending {
  checkWanted(stack, config, site);
  if (differences(stack, config, site).none) return SUCCESS;
  startUpdate(stack, config, { token: null }, site);
  return null;
}

function remove(stack: StackRecord | null, { retain }: OperationRecord, site: Site): Ending {
  if (stack === null || retain) return SUCCESS;
  startDelete(stack, { token: null }, site);
  return null;
}

/** Source: user guide, "Considerations when using service-managed permissions": neither nested stacks nor macros. */
function configFor({ content }: StackSetRecord, stack: StackRecord | null, site: Site): StackConfig {
  const input = {
    TemplateBody: content.body,
    Parameters: Object.entries(content.parameters).map(([ParameterKey, ParameterValue]) => ({
      ParameterKey,
      ParameterValue,
    })),
    Capabilities: content.capabilities,
    Tags: Object.entries(content.tags).map(([Key, Value]) => ({ Key, Value })),
  };
  const config = requestConfig(input, site, stack?.config ?? null);
  const types = Object.values(section(config.template, 'Resources')).map((one) =>
    plain(section({ one }, 'one')['Type']),
  );
  if (types.includes('AWS::CloudFormation::Stack') || transformsOf(config.template).length > 0) {
    throw new AwsFault(
      'ValidationError',
      'Service-managed stack sets do not support nested stacks, transforms and macros',
    );
  }
  return config;
}

/** As StackSets words it: the first resource that failed, with its own reason. */
function failureOf(stack: StackRecord): string {
  const first = stack.events.find(
    ({ status, type }) => status.endsWith('_FAILED') && type !== 'AWS::CloudFormation::Stack',
  );
  if (first === undefined) return stack.reason ?? stack.status;
  const { logicalId, type, reason } = first;
  return `ResourceLogicalId:${logicalId}, ResourceType:${type}, ResourceStatusReason:${reason ?? ''}.`;
}
