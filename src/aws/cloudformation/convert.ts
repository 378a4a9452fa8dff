import type { Stack as SdkStack, StackEvent as SdkEvent, StackResourceSummary } from '@aws-sdk/client-cloudformation';
import type { Stack, StackEvent, StackResource } from '../types/cloudformation.ts';

export function stackOf(stack: SdkStack): Stack {
  return {
    id: stack.StackId ?? '',
    name: stack.StackName ?? '',
    status: stack.StackStatus ?? '',
    reason: stack.StackStatusReason ?? null,
    changeSetId: stack.ChangeSetId ?? null,
    tags: Object.fromEntries((stack.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value])),
    parameters: Object.fromEntries(
      (stack.Parameters ?? []).map(({ ParameterKey = '', ParameterValue = '' }) => [ParameterKey, ParameterValue]),
    ),
    outputs: (stack.Outputs ?? []).map(({ OutputKey = '', OutputValue = '', ExportName }) => ({
      key: OutputKey,
      value: OutputValue,
      exportName: ExportName ?? null,
    })),
    terminationProtection: stack.EnableTerminationProtection ?? false,
    role: stack.RoleARN ?? null,
    created: stack.CreationTime?.getTime() ?? 0,
    updated: stack.LastUpdatedTime?.getTime() ?? null,
  };
}

export function eventOf(event: SdkEvent): StackEvent {
  return {
    id: event.EventId ?? '',
    time: event.Timestamp?.getTime() ?? 0,
    logicalId: event.LogicalResourceId ?? '',
    physicalId: idOf(event.PhysicalResourceId),
    type: event.ResourceType ?? '',
    status: event.ResourceStatus ?? '',
    reason: event.ResourceStatusReason ?? null,
    token: event.ClientRequestToken ?? null,
  };
}

export function resourceOf(resource: StackResourceSummary): StackResource {
  return {
    logicalId: resource.LogicalResourceId ?? '',
    physicalId: idOf(resource.PhysicalResourceId),
    type: resource.ResourceType ?? '',
    status: resource.ResourceStatus ?? '',
  };
}

/** What has not been made yet has an empty id. */
function idOf(id: string | undefined): string | null {
  return id === undefined || id === '' ? null : id;
}
