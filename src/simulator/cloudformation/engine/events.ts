import { uuid } from '../../ids.ts';
import type { ResourceRecord } from '../records.ts';
import { schedule, type Site } from '../site.ts';
import type { StackRecord } from '../stack-record.ts';

const STACK_TYPE = 'AWS::CloudFormation::Stack';

/** From here no operation goes on, and none goes back. */
const OVER = new Set([
  'CREATE_COMPLETE',
  'UPDATE_COMPLETE',
  'DELETE_COMPLETE',
  'ROLLBACK_COMPLETE',
  'UPDATE_ROLLBACK_COMPLETE',
]);

/** Gives a stack its status, with the event that says so. The end of a nested stack's operation is its parent's to know. */
export function setStackStatus(stack: StackRecord, status: string, reason: string | null, site: Site): void {
  stack.status = status;
  stack.reason = reason;
  stack.events.push({
    id: uuid(site.state),
    time: site.now,
    logicalId: stack.name,
    physicalId: stack.id,
    type: STACK_TYPE,
    status,
    reason,
    token: stack.token,
    properties: null,
  });
  if (stack.parent !== null && !status.endsWith('_IN_PROGRESS')) schedule(site, 0, 'nested', stack.parent);
  if (OVER.has(status)) forgetWorks(stack);
}

/** What an operation had to do, and what it led away from, is of no use once it is over, but to the parent of a nested stack. */
function forgetWorks(stack: StackRecord): void {
  if (stack.operation === null || stack.parent !== null) return;
  stack.operation = { ...stack.operation, works: [], previous: null, leftovers: [] };
}

/** Gives a resource its status, with the event that says so. */
export function setResourceStatus(
  stack: StackRecord,
  resource: ResourceRecord,
  status: string,
  reason: string | null,
  site: Site,
): void {
  resource.status = status;
  resource.reason = reason;
  resource.time = site.now;
  stack.events.push({
    id: [resource.logicalId, status, new Date(site.now).toISOString(), uuid(site.state).slice(0, 8)].join('-'),
    time: site.now,
    logicalId: resource.logicalId,
    physicalId: resource.physicalId,
    type: resource.type,
    status,
    reason,
    token: stack.token,
    properties: JSON.stringify(resource.properties),
  });
}
