import type { CloudFormationGateway, StackResource } from '../aws/types/cloudformation.ts';

/**
 * Names of the log groups that a stack writes to: those that it declares, and those that Lambda makes for its functions
 * unless told otherwise (Lambda developer guide, "Sending Lambda function logs to CloudWatch Logs"). Nested stacks included;
 * what is named here need not exist. Empty for a stack that is not there.
 */
export async function logGroupsOf(gateway: CloudFormationGateway, stack: string): Promise<string[]> {
  const resources = (await gateway.resources(stack)).filter(isThere);
  const nested = resources.filter(({ type }) => type === 'AWS::CloudFormation::Stack');
  const below = await Promise.all(nested.map(({ physicalId }) => logGroupsOf(gateway, physicalId)));
  return [...new Set([...resources.flatMap(groupOf), ...below.flat()])].sort();
}

type Present = StackResource & { readonly physicalId: string };

function isThere(resource: StackResource): resource is Present {
  return resource.physicalId !== null && resource.status !== 'DELETE_COMPLETE';
}

function groupOf({ type, physicalId }: Present): string[] {
  if (type === 'AWS::Logs::LogGroup') return [physicalId];
  return type === 'AWS::Lambda::Function' ? [`/aws/lambda/${physicalId}`] : [];
}
