import type { CallAs, Capability, StackSetOperationPreferences } from '@aws-sdk/client-cloudformation';
import { fail } from '../../diagnostics/error.ts';
import type { Share, StackSetTarget } from '../../model/stack-set.ts';
import { unless } from '../codes.ts';
import { connect } from '../connect.ts';
import { allPages } from '../pages.ts';
import type { Target } from '../service.ts';
import type { Transport } from '../transport.ts';
import type { Operating, StackSet, StackSetRequest, StackSetsGateway } from '../types/stack-sets.ts';
import { CLOUDFORMATION, type CloudFormationService } from './client.ts';
import { instanceOf, operationOf, resultOf, stackSetOf } from './stack-set-convert.ts';

const NOT_THERE = ['StackSetNotFoundException'];
const TAKEN = ['NameAlreadyExistsException'];
/** The operation with this id is under way, or over. */
const BEGUN = ['OperationIdAlreadyExistsException'];

/** `delegated`: as the organization's delegated administrator for StackSets, not from its management account. */
export function stackSetsGateway(transport: Transport, target: Target, delegated: boolean): StackSetsGateway {
  const service = connect(transport, target, CLOUDFORMATION);
  const CallAs: CallAs = delegated ? 'DELEGATED_ADMIN' : 'SELF';
  const looking = reads(service, CallAs);
  return { ...looking, ...sets(service, CallAs, looking), ...instances(service, CallAs) };
}

type Reads = 'isTrusted' | 'describe' | 'instances' | 'operations' | 'operation' | 'results';

function reads(service: CloudFormationService, CallAs: CallAs): Pick<StackSetsGateway, Reads> {
  return {
    async isTrusted() {
      return (await service.call('DescribeOrganizationsAccess', { CallAs })).Status === 'ENABLED';
    },
    async describe(StackSetName) {
      const answer = await unless(service.call('DescribeStackSet', { StackSetName, CallAs }), NOT_THERE, null);
      return answer?.StackSet?.Status === 'ACTIVE' ? stackSetOf(answer.StackSet) : null;
    },
    async instances(StackSetName) {
      const found = await allPages(
        (NextToken?: string) => service.call('ListStackInstances', { StackSetName, CallAs, NextToken }),
        (page) => page.Summaries,
        (page) => page.NextToken,
      );
      return found.map(instanceOf);
    },
    async operations(StackSetName) {
      return ((await service.call('ListStackSetOperations', { StackSetName, CallAs })).Summaries ?? []).map(
        operationOf,
      );
    },
    async operation(StackSetName, OperationId) {
      const answer = await service.call('DescribeStackSetOperation', { StackSetName, OperationId, CallAs });
      return operationOf(answer.StackSetOperation ?? {});
    },
    async results(StackSetName, OperationId) {
      const input = { StackSetName, OperationId, CallAs };
      const found = await allPages(
        (NextToken?: string) => service.call('ListStackSetOperationResults', { ...input, NextToken }),
        (page) => page.Summaries,
        (page) => page.NextToken,
      );
      return found.map(resultOf);
    },
  };
}

function sets(
  service: CloudFormationService,
  CallAs: CallAs,
  { describe }: Pick<StackSetsGateway, 'describe'>,
): Pick<StackSetsGateway, 'activate' | 'create' | 'update' | 'remove'> {
  return {
    async activate() {
      await service.call('ActivateOrganizationsAccess', {});
    },
    async create(request) {
      const PermissionModel = 'SERVICE_MANAGED' as const;
      const input = { ...contentOf(request), PermissionModel, ManagedExecution: { Active: true }, CallAs };
      const answer = await unless(service.call('CreateStackSet', input), TAKEN, null);
      if (answer === null && !isSame(request, await describe(request.name))) refuseTaken(request);
    },
    async update(request) {
      const input = { ...contentOf(request), ...operatingOf(request), CallAs };
      await unless(service.call('UpdateStackSet', input), BEGUN, null);
    },
    async remove(StackSetName) {
      await unless(service.call('DeleteStackSet', { StackSetName, CallAs }), NOT_THERE, null);
    },
  };
}

function instances(
  service: CloudFormationService,
  CallAs: CallAs,
): Pick<StackSetsGateway, 'createInstances' | 'deleteInstances'> {
  return {
    async createInstances(StackSetName, target, operating) {
      const input = { StackSetName, ...targetOf(target), ...operatingOf(operating), CallAs };
      await unless(service.call('CreateStackInstances', input), BEGUN, null);
    },
    async deleteInstances(StackSetName, target, operating) {
      const input = { StackSetName, ...targetOf(target), ...operatingOf(operating), RetainStacks: false, CallAs };
      await unless(service.call('DeleteStackInstances', input), BEGUN, null);
    },
  };
}

/** Whether what is there now was made by the same request, whose answer has been lost. */
function isSame({ tags, body }: StackSetRequest, there: StackSet | null): boolean {
  return there?.body === body && Object.entries(tags).every(([name, value]) => there.tags[name] === value);
}

function refuseTaken({ name }: StackSetRequest): never {
  const hint = 'run the command again, which looks at it first';
  fail('NotOwned', `stack set ${name} was made by somebody else in this moment`, { hint });
}

function contentOf({ name, body, parameters, tags, capabilities, autoDeploy }: StackSetRequest) {
  return {
    StackSetName: name,
    TemplateBody: body,
    Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    Capabilities: capabilities as Capability[],
    // AWS takes the second only together with the first.
    AutoDeployment: { Enabled: autoDeploy, ...(autoDeploy ? { RetainStacksOnAccountRemoval: false } : {}) },
  };
}

function targetOf({ units, regions, except = [] }: StackSetTarget) {
  const filter = except.length > 0 ? { Accounts: [...except], AccountFilterType: 'DIFFERENCE' as const } : {};
  return { DeploymentTargets: { OrganizationalUnitIds: [...units], ...filter }, Regions: [...regions] };
}

/**
 * Regions go side by side, and the concurrency that was asked for is kept to: by default AWS lets no more accounts be in
 * work than may fail, and one.
 */
function operatingOf({ id, maxConcurrent, failureTolerance }: Operating): {
  OperationId: string;
  OperationPreferences: StackSetOperationPreferences;
} {
  return {
    OperationId: id,
    OperationPreferences: {
      ...shareOf('MaxConcurrent', maxConcurrent),
      ...shareOf('FailureTolerance', failureTolerance),
      ConcurrencyMode: 'SOFT_FAILURE_TOLERANCE',
      RegionConcurrencyType: 'PARALLEL',
    },
  };
}

function shareOf(name: 'MaxConcurrent' | 'FailureTolerance', share: Share): StackSetOperationPreferences {
  return 'count' in share ? { [`${name}Count`]: share.count } : { [`${name}Percentage`]: share.percentage };
}
