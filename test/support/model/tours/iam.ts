import { IAM } from '@aws-sdk/client-iam';
import { MANAGEMENT, type Tour } from './tour.ts';

const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
const POLICY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
});
const ROLE = { RoleName: 'runner' };
const TAGS = [{ Key: 'team', Value: 'x' }];

/** Roles, policies, what the account has but once, and who may sign in from elsewhere. */
export const iam: Tour = async ({ client }) => {
  const aws = new IAM(client());
  const { Policy } = await aws.createPolicy({ PolicyName: 'reads', PolicyDocument: POLICY, Tags: TAGS });
  const PolicyArn = Policy?.Arn ?? '';
  await role(aws, PolicyArn);
  await policy(aws, PolicyArn);
  await accountWide(aws);
  await providers(aws);
};

async function role(aws: IAM, PolicyArn: string): Promise<void> {
  await aws.createRole({ ...ROLE, AssumeRolePolicyDocument: TRUST, PermissionsBoundary: PolicyArn, Tags: TAGS });
  await aws.getRole(ROLE);
  await aws.updateRole({ ...ROLE, Description: 'runs', MaxSessionDuration: 7_200 });
  await aws.updateAssumeRolePolicy({ ...ROLE, PolicyDocument: TRUST });
  await aws.listRoles({});
  await aws.tagRole({ ...ROLE, Tags: [{ Key: 'a', Value: 'b' }] });
  await aws.listRoleTags(ROLE);
  await aws.untagRole({ ...ROLE, TagKeys: ['a'] });
  await aws.putRolePolicy({ ...ROLE, PolicyName: 'own', PolicyDocument: POLICY });
  await aws.getRolePolicy({ ...ROLE, PolicyName: 'own' });
  await aws.listRolePolicies(ROLE);
  await aws.attachRolePolicy({ ...ROLE, PolicyArn });
  await aws.listAttachedRolePolicies(ROLE);
  const PolicySourceArn = `arn:aws:iam::${MANAGEMENT}:role/runner`;
  await aws.simulatePrincipalPolicy({ PolicySourceArn, ActionNames: ['s3:GetObject', 's3:PutObject'] });
  await aws.detachRolePolicy({ ...ROLE, PolicyArn });
  await aws.deleteRolePolicy({ ...ROLE, PolicyName: 'own' });
  await aws.deleteRolePermissionsBoundary(ROLE);
  await aws.putRolePermissionsBoundary({ ...ROLE, PermissionsBoundary: PolicyArn });
  await aws.getRole(ROLE);
  await aws.deleteRole(ROLE);
}

async function policy(aws: IAM, PolicyArn: string): Promise<void> {
  const { PolicyVersion } = await aws.createPolicyVersion({ PolicyArn, PolicyDocument: POLICY });
  const version = { PolicyArn, VersionId: PolicyVersion?.VersionId ?? '' };
  await aws.setDefaultPolicyVersion(version);
  await aws.getPolicyVersion(version);
  await aws.listPolicyVersions({ PolicyArn });
  await aws.deletePolicyVersion({ PolicyArn, VersionId: 'v1' });
  await aws.getPolicy({ PolicyArn });
  await aws.listPolicies({ Scope: 'Local' });
  await aws.deletePolicy({ PolicyArn });
}

async function accountWide(aws: IAM): Promise<void> {
  await aws.createAccountAlias({ AccountAlias: 'acme' });
  await aws.listAccountAliases({});
  await aws.deleteAccountAlias({ AccountAlias: 'acme' });
  await aws.updateAccountPasswordPolicy({ MinimumPasswordLength: 14, MaxPasswordAge: 90 });
  await aws.getAccountPasswordPolicy({});
  await aws.deleteAccountPasswordPolicy({});
}

async function providers(aws: IAM): Promise<void> {
  const Url = 'https://token.actions.githubusercontent.com';
  const made = await aws.createOpenIDConnectProvider({ Url, ClientIDList: ['sts.amazonaws.com'], Tags: TAGS });
  const provider = { OpenIDConnectProviderArn: made.OpenIDConnectProviderArn ?? '' };
  await aws.addClientIDToOpenIDConnectProvider({ ...provider, ClientID: 'other' });
  await aws.getOpenIDConnectProvider(provider);
  await aws.removeClientIDFromOpenIDConnectProvider({ ...provider, ClientID: 'other' });
  await aws.updateOpenIDConnectProviderThumbprint({ ...provider, ThumbprintList: ['a'.repeat(40)] });
  await aws.tagOpenIDConnectProvider({ ...provider, Tags: [{ Key: 'a', Value: 'b' }] });
  await aws.listOpenIDConnectProviderTags(provider);
  await aws.untagOpenIDConnectProvider({ ...provider, TagKeys: ['a'] });
  await aws.listOpenIDConnectProviders({});
  await aws.deleteOpenIDConnectProvider(provider);
}
