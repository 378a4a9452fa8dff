import { awsCode, unless } from '../codes.ts';
import { allPages } from '../pages.ts';
import type { ChangeSet, ChangeSetRequest, CloudFormationGateway } from '../types/cloudformation.ts';
import { orAbsent, REPEATED } from './answers.ts';
import { changeSetOf } from './changes.ts';
import { tellsAll, withValuesOf } from './change-values.ts';
import type { CloudFormationService } from './client.ts';

type ChangeSets = 'createChangeSet' | 'describeChangeSet' | 'deleteChangeSet' | 'listChangeSets' | 'executeChangeSet';

const NO_CHANGE_SET = ['ChangeSetNotFoundException', 'ChangeSetNotFound'];

export function changeSets(service: CloudFormationService): Pick<CloudFormationGateway, ChangeSets> {
  return {
    async createChangeSet(request) {
      const answer = await service.call('CreateChangeSet', creationOf(request));
      return { changeSetId: answer.Id ?? '', stackId: answer.StackId ?? '' };
    },
    describeChangeSet: (changeSetId, options) =>
      options?.values === true ? describeWithValues(service, changeSetId) : describeChangeSet(service, changeSetId),
    async deleteChangeSet(changeSetId) {
      const request = service.call('DeleteChangeSet', { ChangeSetName: changeSetId });
      await orAbsent(unless(request, NO_CHANGE_SET, null), null);
    },
    async listChangeSets(stack) {
      const fetch = (NextToken?: string) => service.call('ListChangeSets', { StackName: stack, NextToken });
      const found = await orAbsent(
        allPages(
          fetch,
          (page) => page.Summaries,
          (page) => page.NextToken,
        ),
        [],
      );
      return found.map(({ ChangeSetId = '', ChangeSetName = '', Status = '' }) => ({
        id: ChangeSetId,
        name: ChangeSetName,
        status: Status,
      }));
    },
    executeChangeSet: (changeSetId, token) => executeChangeSet(service, changeSetId, token),
  };
}

function creationOf(request: ChangeSetRequest) {
  const { stackName, name, type, template, parameters, tags, capabilities, role, token } = request;
  return {
    StackName: stackName,
    ChangeSetName: name,
    ChangeSetType: type,
    ...('body' in template ? { TemplateBody: template.body } : { TemplateURL: template.url }),
    Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    Capabilities: CAPABILITIES.filter((each) => capabilities.includes(each)),
    ...(request.importExisting ? { ImportExistingResources: true } : {}),
    ClientToken: token,
    ...(role === null ? {} : { RoleARN: role }),
  };
}

const CAPABILITIES = ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'] as const;

async function describeWithValues(service: CloudFormationService, id: string): Promise<ChangeSet | null> {
  const told = await describeChangeSet(service, id, true);
  if (told === null || tellsAll(told)) return told;
  const whole = await describeChangeSet(service, id);
  return whole && withValuesOf(whole, told);
}

async function describeChangeSet(
  service: CloudFormationService,
  ChangeSetName: string,
  IncludePropertyValues = false,
): Promise<ChangeSet | null> {
  const fetch = (NextToken?: string) =>
    service.call('DescribeChangeSet', { ChangeSetName, IncludePropertyValues, NextToken });
  const described = allPages(
    fetch,
    (page) => [page],
    (page) => page.NextToken,
  );
  const [first, ...more] = await orAbsent(unless(described, NO_CHANGE_SET, []), []);
  return first
    ? changeSetOf(
        first,
        [first, ...more].flatMap((page) => page.Changes ?? []),
      )
    : null;
}

const INVALID_STATUS = ['InvalidChangeSetStatusException', 'InvalidChangeSetStatus'];

async function executeChangeSet(
  service: CloudFormationService,
  ChangeSetName: string,
  token: string,
): Promise<ChangeSet | null> {
  // AWS's documents contradict each other on what happens to a failed stack by default.
  const input = { ChangeSetName, ClientRequestToken: token, DisableRollback: false };
  try {
    await unless(service.call('ExecuteChangeSet', input), REPEATED, null);
    return null;
  } catch (error) {
    if (!INVALID_STATUS.includes(awsCode(error) ?? '')) throw error;
    const found = await describeChangeSet(service, ChangeSetName);
    // The answer to an earlier request was lost: the change set is being executed, or has been.
    if (found?.executionStatus === 'EXECUTE_IN_PROGRESS' || found?.executionStatus === 'EXECUTE_COMPLETE') return null;
    if (found && found.status !== 'CREATE_COMPLETE') return found;
    throw error;
  }
}
