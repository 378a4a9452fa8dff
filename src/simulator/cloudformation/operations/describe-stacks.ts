import { textOf, textsOf } from '../../input.ts';
import type { Operation } from '../../service.ts';
import type { EventRecord } from '../records.ts';
import { page } from '../pages.ts';
import { regionOf, type Site } from '../site.ts';
import type { StackRecord } from '../stack-record.ts';
import { requestStack } from './lookup.ts';
import { presentStack, summarizeStack } from './present.ts';

const describeStacks: Operation = (input, call) => {
  const named = textOf(input, 'StackName') !== null;
  const stacks = named
    ? [requestStack(input, call, 'id')]
    : newestFirst(call).filter((stack) => stack.deleted === null);
  const { items, NextToken } = page(stacks, input);
  return { Stacks: items.map(presentStack), NextToken };
};

const listStacks: Operation = (input, call) => {
  const wanted = textsOf(input, 'StackStatusFilter');
  const stacks = newestFirst(call).filter((stack) => wanted.length === 0 || wanted.includes(stack.status));
  const { items, NextToken } = page(stacks, input);
  return { StackSummaries: items.map(summarizeStack), NextToken };
};

const describeStackEvents: Operation = (input, call) => {
  const stack = requestStack(input, call, 'brackets');
  const { items, NextToken } = page([...stack.events].reverse(), input);
  return { StackEvents: items.map((event) => presentEvent(stack, event)), NextToken };
};

function newestFirst(site: Site): StackRecord[] {
  return Object.values(regionOf(site).stacks).reverse();
}

function presentEvent(stack: StackRecord, event: EventRecord): Record<string, unknown> {
  return {
    StackId: stack.id,
    StackName: stack.name,
    EventId: event.id,
    LogicalResourceId: event.logicalId,
    PhysicalResourceId: event.physicalId ?? '',
    ResourceType: event.type,
    Timestamp: new Date(event.time),
    ResourceStatus: event.status,
    ResourceStatusReason: event.reason ?? undefined,
    ResourceProperties: event.properties ?? undefined,
    ClientRequestToken: event.token ?? undefined,
  };
}

/** Operations that show stacks and what happened to them. */
export const DESCRIBE_STACK_OPERATIONS: Readonly<Record<string, Operation>> = {
  DescribeStacks: describeStacks,
  ListStacks: listStacks,
  DescribeStackEvents: describeStackEvents,
};
