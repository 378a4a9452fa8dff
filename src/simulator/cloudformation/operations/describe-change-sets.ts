import type { Operation } from '../../service.ts';
import type { Change, ChangedValue, ChangeDetail, ChangeSetRecord } from '../change-record.ts';
import { flagOf } from '../../input.ts';
import { page } from '../pages.ts';
import { regionOf, type Site } from '../site.ts';
import { executionStatusOf } from './execute-change-set.ts';
import { requestChangeSet, requestStack } from './lookup.ts';
import { presentParameters, presentTags } from './present.ts';

const describeChangeSet: Operation = (input, call) => {
  const changeSet = requestChangeSet(input, call);
  const { items, NextToken } = page(changeSet.changes, input);
  const { config } = changeSet;
  const withValues = flagOf(input, 'IncludePropertyValues') === true;
  return {
    ...summary(changeSet, call),
    // Seen: an answer with values says nothing of why a change set failed.
    ...(withValues && changeSet.status === 'FAILED' ? { StatusReason: undefined } : {}),
    Parameters: presentParameters(config.parameters),
    Tags: presentTags(config.tags),
    Capabilities: config.capabilities,
    NotificationARNs: config.notificationArns,
    OnStackFailure: changeSet.onStackFailure ?? undefined,
    Changes: items.map((change) => ({ Type: 'Resource', ResourceChange: presentChange(change, withValues) })),
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

function presentChange(change: Change, withValues: boolean): Record<string, unknown> {
  return {
    PolicyAction: change.policyAction ?? undefined,
    Action: change.action,
    LogicalResourceId: change.logicalId,
    PhysicalResourceId: change.physicalId ?? undefined,
    ResourceType: change.type,
    Replacement: change.replacement ?? undefined,
    Scope: change.scope,
    Details: change.details.flatMap((detail) => presentDetails(detail, withValues)),
  };
}

/** With values a detail is told once for each of them. */
function presentDetails(detail: ChangeDetail, withValues: boolean): Record<string, unknown>[] {
  const values = withValues ? (detail.values ?? []) : [];
  return values.length === 0
    ? [presentDetail(detail, {})]
    : values.map((value) => presentDetail(detail, valueOf(value)));
}

function valueOf({ path, before, after }: ChangedValue): Record<string, unknown> {
  return {
    Path: `/Properties${path}`,
    BeforeValue: before ?? undefined,
    AfterValue: after ?? undefined,
    AttributeChangeType: before === null ? 'Add' : after === null ? 'Remove' : 'Modify',
  };
}

function presentDetail(detail: ChangeDetail, value: Record<string, unknown>): Record<string, unknown> {
  return {
    Target: {
      Attribute: detail.attribute,
      Name: detail.name ?? undefined,
      RequiresRecreation: detail.recreation,
      Path: detail.name === null ? undefined : `/Properties/${detail.name}`,
      ...value,
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
