import { textOf } from '../../input.ts';
import type { Operation } from '../../service.ts';
import { page } from '../pages.ts';
import type { InstanceRecord, OperationRecord, StackSetRecord } from './record.ts';
import { requestOperation, requestStackSet, stackSetsOf } from './store.ts';

const describeStackSet: Operation = (input, call) => ({ StackSet: present(requestStackSet(input, call)) });

const listStackSets: Operation = (input, call) => {
  const status = textOf(input, 'Status');
  const found = Object.values(stackSetsOf(call)).filter((set) => status === null || set.status === status);
  const { items, NextToken } = page(found, input);
  return { Summaries: items.map((set) => summary(set)), NextToken };
};

const listStackInstances: Operation = (input, call) => {
  const set = requestStackSet(input, call);
  const account = textOf(input, 'StackInstanceAccount');
  const region = textOf(input, 'StackInstanceRegion');
  const wanted = Object.values(set.instances).filter(
    (one) => (account === null || one.account === account) && (region === null || one.region === region),
  );
  const { items, NextToken } = page(wanted, input);
  return { Summaries: items.map((one) => presentInstance(set, one)), NextToken };
};

const describeStackSetOperation: Operation = (input, call) => {
  const { set, operation } = requestOperation(input, call);
  return { StackSetOperation: { StackSetId: set.id, ...presentOperation(operation) } };
};

/** Newest first. */
const listStackSetOperations: Operation = (input, call) => {
  const { items, NextToken } = page(Object.values(requestStackSet(input, call).operations).reverse(), input);
  return { Summaries: items.map(presentOperation), NextToken };
};

const listStackSetOperationResults: Operation = (input, call) => {
  const { items, NextToken } = page(requestOperation(input, call).operation.results, input);
  const summaries = items.map(({ account, region, unit, status, reason }) => ({
    Account: account,
    Region: region,
    Status: status,
    StatusReason: reason ?? undefined,
    OrganizationalUnitId: unit,
  }));
  return { Summaries: summaries, NextToken };
};

function summary({ id, name, status, content, autoDeployment, managed }: StackSetRecord): Record<string, unknown> {
  return {
    StackSetName: name,
    StackSetId: id,
    Description: content.description ?? undefined,
    Status: status,
    PermissionModel: 'SERVICE_MANAGED',
    AutoDeployment: { Enabled: autoDeployment.enabled, RetainStacksOnAccountRemoval: autoDeployment.retain },
    ManagedExecution: { Active: managed },
  };
}

function present(set: StackSetRecord): Record<string, unknown> {
  const { content, units, regions } = set;
  return {
    ...summary(set),
    TemplateBody: content.body,
    Parameters: Object.entries(content.parameters).map(([ParameterKey, ParameterValue]) => ({
      ParameterKey,
      ParameterValue,
    })),
    Capabilities: content.capabilities,
    Tags: Object.entries(content.tags).map(([Key, Value]) => ({ Key, Value })),
    OrganizationalUnitIds: units,
    Regions: regions,
  };
}

function presentInstance(set: StackSetRecord, one: InstanceRecord): Record<string, unknown> {
  return {
    StackSetId: set.id,
    Account: one.account,
    Region: one.region,
    StackId: one.stackId ?? undefined,
    Status: one.status,
    StatusReason: one.reason ?? undefined,
    StackInstanceStatus: { DetailedStatus: one.detailed },
    OrganizationalUnitId: one.unit,
    LastOperationId: one.lastOperation ?? undefined,
  };
}

function presentOperation({ id, action, status, created, ended, results }: OperationRecord): Record<string, unknown> {
  const failed = results.filter((result) => result.status === 'FAILED').length;
  return {
    OperationId: id,
    Action: action,
    Status: status,
    CreationTimestamp: new Date(created),
    EndTimestamp: ended === null ? undefined : new Date(ended),
    StatusDetails: { FailedStackInstancesCount: failed },
  };
}

/** Operations that only look. */
export const DESCRIBE_STACK_SET_OPERATIONS: Readonly<Record<string, Operation>> = {
  DescribeStackSet: describeStackSet,
  ListStackSets: listStackSets,
  ListStackInstances: listStackInstances,
  DescribeStackSetOperation: describeStackSetOperation,
  ListStackSetOperations: listStackSetOperations,
  ListStackSetOperationResults: listStackSetOperationResults,
};
