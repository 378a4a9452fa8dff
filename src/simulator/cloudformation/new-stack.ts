import { partitionOf } from '../../model/names.ts';
import { uuid } from '../ids.ts';
import type { StackConfig } from './records.ts';
import { regionOf, type Site } from './site.ts';
import type { StackRecord } from './stack-record.ts';

/** A stack of which nothing but the name is there yet. It is nobody's until `addStack`. */
export function newStack(
  name: string,
  options: { id?: string; protection?: boolean; parent?: StackRecord['parent'] },
  site: Site,
): StackRecord {
  const { account, region, now } = site;
  return {
    id:
      options.id ?? `arn:${partitionOf(region)}:cloudformation:${region}:${account}:stack/${name}/${uuid(site.state)}`,
    name,
    status: 'REVIEW_IN_PROGRESS',
    reason: null,
    created: now,
    updated: null,
    deleted: null,
    config: NOTHING,
    outputs: [],
    imports: [],
    resources: {},
    events: [],
    changeSetId: null,
    role: null,
    terminationProtection: options.protection ?? false,
    token: null,
    operation: null,
    parent: options.parent ?? null,
  };
}

/** From now on the stack is there for everybody. */
export function addStack(stack: StackRecord, site: Site): void {
  regionOf(site).stacks[stack.id] = stack;
}

const NOTHING: StackConfig = {
  body: '{}',
  template: {},
  parameters: {},
  tags: {},
  capabilities: [],
  notificationArns: [],
};
