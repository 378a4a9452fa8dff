import { textOf } from '../../input.ts';
import type { Operation } from '../../service.ts';
import type { ChangeSetRecord, ValidationFailure } from '../change-record.ts';
import { notImplemented } from '../faults.ts';
import { page } from '../pages.ts';
import { requestChangeSet } from './lookup.ts';

/** Failed validations of a change set. Events of stacks are told by DescribeStackEvents only. Source: API, DescribeEvents. */
const describeEvents: Operation = (input, call) => {
  if (textOf(input, 'ChangeSetName') === null) {
    throw notImplemented('DescribeEvents of anything but a change set');
  }
  const changeSet = requestChangeSet(input, call);
  const { items, NextToken } = page(changeSet.failures ?? [], input);
  return { OperationEvents: items.map((failure, index) => presentFailure(failure, index, changeSet)), NextToken };
};

function presentFailure(
  { name, logicalId, type, path, reason }: ValidationFailure,
  index: number,
  { id, stackId, created }: ChangeSetRecord,
): Record<string, unknown> {
  return {
    EventId: `${id}/${String(index)}`,
    StackId: stackId,
    OperationId: id,
    OperationType: 'CREATE_CHANGESET',
    EventType: 'VALIDATION_ERROR',
    LogicalResourceId: logicalId,
    ResourceType: type,
    Timestamp: new Date(created),
    ValidationName: name,
    ValidationFailureMode: 'FAIL',
    ValidationStatus: 'FAILED',
    ValidationPath: path,
    ValidationStatusReason: reason,
  };
}

/** Operations that tell what early validation found. */
export const EVENT_OPERATIONS: Readonly<Record<string, Operation>> = { DescribeEvents: describeEvents };
