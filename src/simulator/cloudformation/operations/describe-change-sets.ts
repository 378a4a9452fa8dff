import type { Operation } from '../../service.ts';
import type { Change, ChangeDetail, ChangeSetRecord } from '../change-record.ts';
import { page } from '../pages.ts';
import { regionOf, type Site } from '../site.ts';
import { executionStatusOf } from './execute-change-set.ts';
import { requestChangeSet, requestStack } from './lookup.ts';
import { presentParameters, presentTags } from './present.ts';

const describeChangeSet: Operation = (input, call) => {
  const changeSet = requestChangeSet(input, call);
  const { items, NextToken } = page(changeSet.changes, input);
  const { config } = changeSet;
  return {
    ...summary(changeSet, call),
    Parameters: presentParameters(config.parameters),
    Tags: presentTags(config.tags),
    Capabilities: config.capabilities,
    NotificationARNs: config.notificationArns,
    OnStackFailure: changeSet.onStackFailure ?? undefined,
    Changes: items.map((change) => ({ Type: 'Resource', ResourceChange: presentChange(change) })),
    NextToken,
  };
};

const listChangeSets: Operation = (input, call) => {
  const stack = requestStack(input, call, 'brackets');
  const found = Object.values(regionOf(call).changeSets).filter((item) => item.stackId === stack.id);
  const { items, NextToken } = page(found, input);
  return { Summaries: items.map((item) => summary(item, call)), NextToken };
};

function summary(changeSet: ChangeSetRecord, site: Site): Record<string, unknown> {
  const stack = regionOf(site).stacks[changeSet.stackId];
  return {
    ChangeSetId: changeSet.id,
    ChangeSetName: changeSet.name,
    StackId: changeSet.stackId,
    StackName: stack?.name,
    Description: changeSet.description ?? undefined,
    CreationTime: new Date(changeSet.created),
    Status: changeSet.status,
    StatusReason: changeSet.reason ?? undefined,
    ExecutionStatus: executionStatusOf(changeSet, stack),
    IncludeNestedStacks: false,
    ImportExistingResources: changeSet.importExisting ?? false,
  };
}

function presentChange(change: Change): Record<string, unknown> {
  return {
    PolicyAction: change.policyAction ?? undefined,
    Action: change.action,
    LogicalResourceId: change.logicalId,
    PhysicalResourceId: change.physicalId ?? undefined,
    ResourceType: change.type,
    Replacement: change.replacement ?? undefined,
    Scope: change.scope,
    Details: change.details.map(presentDetail),
  };
}

function presentDetail(detail: ChangeDetail): Record<string, unknown> {
  return {
    Target: {
      Attribute: detail.attribute,
      Name: detail.name ?? undefined,
      RequiresRecreation: detail.recreation,
      Path: detail.name === null ? undefined : `/Properties/${detail.name}`,
    },
    Evaluation: detail.evaluation,
    ChangeSource: detail.source,
    CausingEntity: detail.cause ?? undefined,
  };
}

/** Operations that show change sets. */
export const DESCRIBE_CHANGE_SET_OPERATIONS: Readonly<Record<string, Operation>> = {
  DescribeChangeSet: describeChangeSet,
  ListChangeSets: listChangeSets,
};
