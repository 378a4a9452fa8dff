import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { Organizations } from '@aws-sdk/client-organizations';
import type { Guide } from './tour.ts';

const SET = { StackSetName: 'guard' };
const Regions = ['eu-west-1'];

function template(value: string): string {
  const Properties = { Type: 'String', Value: value };
  return JSON.stringify({ Resources: { Setting: { Type: 'AWS::SSM::Parameter', Properties } } });
}

/** A stack set in two accounts of a unit: made, changed, stopped and taken away. */
export async function stackSets(guide: Guide): Promise<void> {
  const unit = await unitWithAccounts(guide);
  const aws = new CloudFormation(guide.client());
  await aws.activateOrganizationsAccess({});
  await aws.describeOrganizationsAccess({});
  const AutoDeployment = { Enabled: false };
  const body = { TemplateBody: template('1'), Description: 'for all', Tags: [{ Key: 'a', Value: 'b' }] };
  await aws.createStackSet({ ...SET, ...body, PermissionModel: 'SERVICE_MANAGED', AutoDeployment });
  await aws.describeStackSet(SET);
  await aws.listStackSets({ Status: 'ACTIVE' });
  const DeploymentTargets = { OrganizationalUnitIds: [unit] };
  const { OperationId = '' } = await aws.createStackInstances({ ...SET, DeploymentTargets, Regions });
  const operation = { ...SET, OperationId };
  await aws.describeStackSetOperation(operation);
  guide.pass(600);
  await aws.describeStackSetOperation(operation);
  await aws.listStackSetOperations(SET);
  await aws.listStackSetOperationResults(operation);
  await aws.listStackInstances(SET);
  const update = await aws.updateStackSet({ ...SET, TemplateBody: template('2') });
  await aws.stopStackSetOperation({ ...SET, OperationId: update.OperationId ?? '' });
  guide.pass(600);
  await aws.listStackSetOperations(SET);
  await aws.deleteStackInstances({ ...SET, DeploymentTargets, Regions, RetainStacks: false });
  guide.pass(600);
  await aws.describeStackSet(SET);
  await aws.deleteStackSet(SET);
}

async function unitWithAccounts({ client, pass }: Guide): Promise<string> {
  const aws = new Organizations(client());
  await aws.createOrganization({ FeatureSet: 'ALL' });
  const root = (await aws.listRoots({})).Roots?.[0]?.Id ?? '';
  const { OrganizationalUnit } = await aws.createOrganizationalUnit({ ParentId: root, Name: 'Work' });
  const unit = OrganizationalUnit?.Id ?? '';
  for (const name of ['a', 'b']) {
    const { CreateAccountStatus } = await aws.createAccount({ AccountName: name, Email: `${name}@example.com` });
    pass(60);
    const CreateAccountRequestId = CreateAccountStatus?.Id ?? '';
    const { CreateAccountStatus: done } = await aws.describeCreateAccountStatus({ CreateAccountRequestId });
    await aws.moveAccount({ AccountId: done?.AccountId ?? '', SourceParentId: root, DestinationParentId: unit });
  }
  return unit;
}
