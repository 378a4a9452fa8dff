import { textOf } from '../../input.ts';
import type { Operation } from '../../service.ts';
import { validationError } from '../faults.ts';
import { page } from '../pages.ts';
import type { ResourceRecord } from '../records.ts';
import { regionOf, type Site } from '../site.ts';
import type { StackRecord } from '../stack-record.ts';
import { requestStack, requiredText } from './lookup.ts';

const describeStackResources: Operation = (input, call) => {
  const physicalId = textOf(input, 'PhysicalResourceId');
  const stack = physicalId === null ? requestStack(input, call, 'id') : holderOf(physicalId, call);
  const logicalId = textOf(input, 'LogicalResourceId');
  const found = Object.values(stack.resources).filter(
    (resource) => logicalId === null || resource.logicalId === logicalId,
  );
  return {
    StackResources: found.map((resource) => ({
      ...common(resource),
      ...stackOf(stack),
      Timestamp: new Date(resource.time),
    })),
  };
};

const describeStackResource: Operation = (input, call) => {
  const stack = requestStack(input, call, 'quotes');
  const logicalId = requiredText(input, 'LogicalResourceId');
  const resource = stack.resources[logicalId];
  if (resource === undefined) throw validationError(`Resource ${logicalId} does not exist for stack ${stack.name}`);
  const metadata = JSON.stringify(resource.definition['Metadata'] ?? {});
  return {
    StackResourceDetail: {
      ...common(resource),
      ...stackOf(stack),
      LastUpdatedTimestamp: new Date(resource.time),
      Metadata: metadata === '{}' ? undefined : metadata,
    },
  };
};

const listStackResources: Operation = (input, call) => {
  const stack = requestStack(input, call, 'id');
  const { items, NextToken } = page(Object.values(stack.resources), input);
  return {
    StackResourceSummaries: items.map((resource) => ({
      ...common(resource),
      LastUpdatedTimestamp: new Date(resource.time),
    })),
    NextToken,
  };
};

function holderOf(physicalId: string, site: Site): StackRecord {
  const stacks = Object.values(regionOf(site).stacks).filter((stack) => stack.deleted === null);
  const found = stacks.find((stack) =>
    Object.values(stack.resources).some((resource) => resource.physicalId === physicalId),
  );
  if (found === undefined) throw validationError(`Stack for ${physicalId} does not exist`);
  return found;
}

function common(resource: ResourceRecord): Record<string, unknown> {
  return {
    LogicalResourceId: resource.logicalId,
    PhysicalResourceId: resource.physicalId ?? undefined,
    ResourceType: resource.type,
    ResourceStatus: resource.status,
    ResourceStatusReason: resource.reason ?? undefined,
    DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
  };
}

function stackOf(stack: StackRecord): Record<string, unknown> {
  return { StackId: stack.id, StackName: stack.name };
}

/** Operations that show a stack's resources. */
export const STACK_RESOURCE_OPERATIONS: Readonly<Record<string, Operation>> = {
  DescribeStackResources: describeStackResources,
  DescribeStackResource: describeStackResource,
  ListStackResources: listStackResources,
};
