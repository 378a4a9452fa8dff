import { ResourceGroupsTaggingAPI } from '@aws-sdk/client-resource-groups-tagging-api';
import { Organizations } from '@aws-sdk/client-organizations';
import { MANAGEMENT, type Tour } from './tour.ts';

const Type = 'SERVICE_CONTROL_POLICY';
const Filter = Type;
const Content = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Action: 'organizations:LeaveOrganization', Resource: '*' }],
});

/** An organization, an account that is made, moved and closed, and a policy. */
export const organizations: Tour = async ({ client, pass }) => {
  const aws = new Organizations(client());
  await aws.createOrganization({ FeatureSet: 'ALL' });
  await aws.describeOrganization({});
  const RootId = (await aws.listRoots({})).Roots?.[0]?.Id ?? '';
  const unit = await aws.createOrganizationalUnit({ ParentId: RootId, Name: 'Work', Tags: [{ Key: 'a', Value: 'b' }] });
  const OrganizationalUnitId = unit.OrganizationalUnit?.Id ?? '';
  await aws.updateOrganizationalUnit({ OrganizationalUnitId, Name: 'Works' });
  await aws.describeOrganizationalUnit({ OrganizationalUnitId });
  await aws.listOrganizationalUnitsForParent({ ParentId: RootId });
  const AccountId = await anAccount(aws, pass);
  await aws.moveAccount({ AccountId, SourceParentId: RootId, DestinationParentId: OrganizationalUnitId });
  await aws.listAccounts({});
  await aws.listAccountsForParent({ ParentId: OrganizationalUnitId });
  await aws.listChildren({ ParentId: RootId, ChildType: 'ACCOUNT' });
  await aws.describeAccount({ AccountId: MANAGEMENT });
  await aws.describeAccount({ AccountId });
  await aws.listParents({ ChildId: AccountId });
  await tags(aws, AccountId);
  await policies(aws, RootId, AccountId);
  await serviceAccess(aws, AccountId);
  await aws.moveAccount({ AccountId, SourceParentId: OrganizationalUnitId, DestinationParentId: RootId });
  await aws.deleteOrganizationalUnit({ OrganizationalUnitId });
  await aws.closeAccount({ AccountId });
  await aws.describeAccount({ AccountId });
  pass(3_600);
  await aws.listAccounts({});
};

async function anAccount(aws: Organizations, pass: (seconds: number) => void): Promise<string> {
  const { CreateAccountStatus: begun } = await aws.createAccount({ AccountName: 'dev', Email: 'dev@example.com' });
  await aws.listCreateAccountStatus({ States: ['IN_PROGRESS'] });
  pass(60);
  const CreateAccountRequestId = begun?.Id ?? '';
  const { CreateAccountStatus: ended } = await aws.describeCreateAccountStatus({ CreateAccountRequestId });
  const { CreateAccountStatus: again } = await aws.createAccount({ AccountName: 'dev', Email: 'dev@example.com' });
  pass(60);
  await aws.describeCreateAccountStatus({ CreateAccountRequestId: again?.Id ?? '' });
  await aws.listCreateAccountStatus({});
  return ended?.AccountId ?? '';
}

async function tags(aws: Organizations, ResourceId: string): Promise<void> {
  await aws.tagResource({ ResourceId, Tags: [{ Key: 'team', Value: 'x' }] });
  await aws.listTagsForResource({ ResourceId });
  await aws.untagResource({ ResourceId, TagKeys: ['team'] });
}

async function policies(aws: Organizations, RootId: string, TargetId: string): Promise<void> {
  await aws.disablePolicyType({ RootId, PolicyType: Type });
  await aws.enablePolicyType({ RootId, PolicyType: Type });
  const made = await aws.createPolicy({ Name: 'deny', Description: '', Content, Type });
  const PolicyId = made.Policy?.PolicySummary?.Id ?? '';
  await aws.updatePolicy({ PolicyId, Name: 'denied' });
  await aws.describePolicy({ PolicyId });
  await aws.listPolicies({ Filter });
  await aws.attachPolicy({ PolicyId, TargetId });
  await aws.listPoliciesForTarget({ TargetId, Filter });
  await aws.listTargetsForPolicy({ PolicyId });
  await aws.detachPolicy({ PolicyId, TargetId });
  await aws.deletePolicy({ PolicyId });
}

async function serviceAccess(aws: Organizations, AccountId: string): Promise<void> {
  const service = { ServicePrincipal: 'account.amazonaws.com' };
  await aws.enableAWSServiceAccess(service);
  await aws.listAWSServiceAccessForOrganization({});
  await aws.registerDelegatedAdministrator({ ...service, AccountId });
  await aws.listDelegatedAdministrators({});
  await aws.disableAWSServiceAccess(service);
}

/** The tags of its accounts, as they were copied. */
export const tagging: Tour = async ({ client, pass }) => {
  const aws = new Organizations(client());
  await aws.createOrganization({});
  await aws.tagResource({ ResourceId: MANAGEMENT, Tags: [{ Key: 'team', Value: 'platform' }] });
  pass(60);
  const copies = new ResourceGroupsTaggingAPI({ ...client(), region: 'us-east-1' });
  await copies.getResources({ ResourceTypeFilters: ['organizations:account'] });
};
