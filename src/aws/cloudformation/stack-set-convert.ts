import type * as sdk from '@aws-sdk/client-cloudformation';
import type { StackInstance, StackSet, StackSetOperation, StackSetResult } from '../types/stack-sets.ts';

export function stackSetOf(set: sdk.StackSet): StackSet {
  return {
    name: set.StackSetName ?? '',
    body: set.TemplateBody ?? '',
    parameters: Object.fromEntries(
      (set.Parameters ?? []).map(({ ParameterKey = '', ParameterValue = '' }) => [ParameterKey, ParameterValue]),
    ),
    tags: Object.fromEntries((set.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value])),
    capabilities: set.Capabilities ?? [],
    autoDeploy: set.AutoDeployment?.Enabled === true,
    units: set.OrganizationalUnitIds ?? [],
    regions: set.Regions ?? [],
  };
}

export function instanceOf(instance: sdk.StackInstanceSummary): StackInstance {
  return {
    account: instance.Account ?? '',
    region: instance.Region ?? '',
    stackId: instance.StackId ?? null,
    status: instance.Status ?? '',
    detailed: instance.StackInstanceStatus?.DetailedStatus ?? null,
    reason: instance.StatusReason ?? null,
    operation: instance.LastOperationId ?? null,
  };
}

/** A summary, or the operation in full. */
export function operationOf(operation: sdk.StackSetOperationSummary): StackSetOperation {
  const { OperationId: id = '', Status: status = '', Action: action = '' } = operation;
  return { id, status, action };
}

export function resultOf(result: sdk.StackSetOperationResultSummary): StackSetResult {
  const { Account: account = '', Region: region = '', Status: status = '', StatusReason: reason = null } = result;
  return { account, region, status, reason };
}
