import { member } from '../../../template/tree.ts';
import type { ParameterValue } from '../records.ts';
import type { StackRecord } from '../stack-record.ts';

/** A stack as DescribeStacks answers it. */
export function presentStack(stack: StackRecord): Record<string, unknown> {
  const { config } = stack;
  return {
    StackId: stack.id,
    StackName: stack.name,
    ChangeSetId: stack.changeSetId ?? undefined,
    Description: descriptionOf(stack),
    Parameters: presentParameters(config.parameters),
    CreationTime: new Date(stack.created),
    LastUpdatedTime: stack.updated === null ? undefined : new Date(stack.updated),
    DeletionTime: stack.deleted === null ? undefined : new Date(stack.deleted),
    RollbackConfiguration: {},
    StackStatus: stack.status,
    StackStatusReason: stack.reason ?? undefined,
    DisableRollback: stack.operation?.onFailure === 'DO_NOTHING',
    NotificationARNs: config.notificationArns,
    Capabilities: config.capabilities,
    Outputs: stack.outputs.map((output) => ({
      OutputKey: output.key,
      OutputValue: output.value,
      Description: output.description ?? undefined,
      ExportName: output.exportName ?? undefined,
    })),
    RoleARN: stack.role ?? undefined,
    Tags: presentTags(config.tags),
    EnableTerminationProtection: stack.terminationProtection,
    ParentId: stack.parent?.stackId,
    RootId: stack.parent?.rootId,
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  };
}

/** The shorter form of ListStacks. */
export function summarizeStack(stack: StackRecord): Record<string, unknown> {
  return {
    StackId: stack.id,
    StackName: stack.name,
    TemplateDescription: descriptionOf(stack),
    CreationTime: new Date(stack.created),
    LastUpdatedTime: stack.updated === null ? undefined : new Date(stack.updated),
    DeletionTime: stack.deleted === null ? undefined : new Date(stack.deleted),
    StackStatus: stack.status,
    StackStatusReason: stack.reason ?? undefined,
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  };
}

/** Values of NoEcho parameters are masked. */
export function presentParameters(parameters: Readonly<Record<string, ParameterValue>>): Record<string, unknown>[] {
  return Object.entries(parameters).map(([name, { value, resolved, noEcho }]) => ({
    ParameterKey: name,
    ParameterValue: noEcho ? '****' : value,
    ResolvedValue: resolved ?? undefined,
  }));
}

export function presentTags(tags: Readonly<Record<string, string>>): Record<string, unknown>[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

function descriptionOf({ config }: StackRecord): string | undefined {
  const description = member(config.template, 'Description');
  return typeof description === 'string' ? description : undefined;
}
