import type { Environment } from '../model/environment.ts';
import { bucketName, partitionOf, roleArn, roleNames } from '../model/names.ts';
import { regionsOf } from './item.ts';

/** What a built-in guardrail is made for. */
export interface GuardedAccount {
  readonly environment: Environment;
  readonly account: string;
}

type BuiltIn = (guarded: GuardedAccount) => object[];

/**
 * What works without a region, or in one that nobody chooses: refusing it elsewhere would refuse it altogether. (AWS Organizations
 * user guide, "Deny access to AWS based on the requested AWS Region"; CloudFront's certificates are made in us-east-1: list it.)
 */
const GLOBAL = [
  'account artifact aws-marketplace aws-portal billing billingconductor budgets ce chatbot cloudfront',
  'config consolidatedbilling consoleapp cur directconnect fms freetier globalaccelerator health iam',
  'importexport invoicing kms mobileanalytics networkmanager notifications notifications-contacts',
  'organizations payments pricing quicksight resource-explorer-2 route53 route53-recovery-cluster',
  'route53-recovery-control-config route53-recovery-readiness route53domains savingsplans servicequotas',
  'shield sso sts support supportapp sustainability tag tax trustedadvisor waf waf-regional wafv2',
  'wellarchitected',
].flatMap((services) => services.split(' ').map((service) => `${service}:*`));

/** Single actions that AWS answers in one region for all. */
const EVERYWHERE = [
  'ec2:DescribeRegions',
  's3:CreateMultiRegionAccessPoint',
  's3:DeleteMultiRegionAccessPoint',
  's3:DescribeMultiRegionAccessPointOperation',
  's3:GetAccountPublic*',
  's3:GetBucketLocation',
  's3:ListAllMyBuckets',
  's3:ListMultiRegionAccessPoints',
  's3:PutAccountPublic*',
];

const denyOtherRegions: BuiltIn = (guarded) => {
  const { environment } = guarded;
  const regions = [...new Set([...regionsOf(environment), ...(environment.baseline.regions ?? [])])].sort();
  return [
    {
      Sid: 'DenyOtherRegions',
      Effect: 'Deny',
      NotAction: [...GLOBAL, ...EVERYWHERE],
      Resource: '*',
      Condition: {
        StringNotEquals: { 'aws:RequestedRegion': regions },
        ArnNotLike: { 'aws:PrincipalArn': [...adminRoles(guarded), ...ownRoles(guarded)] },
      },
    },
  ];
};

const denyLeavingOrganization: BuiltIn = () => [
  { Sid: 'DenyLeavingOrganization', Effect: 'Deny', Action: 'organizations:LeaveOrganization', Resource: '*' },
];

/** Only the role that came with the account, which people of the management account use, changes what the baseline has made. */
const protectBaseline: BuiltIn = (guarded) => {
  const { environment, account } = guarded;
  const partition = partitionOf(environment.region);
  const Condition = { ArnNotLike: { 'aws:PrincipalArn': adminRoles(guarded) } };
  const deny = (Sid: string, Action: readonly string[], Resource: string | readonly string[]): object => ({
    Sid,
    Effect: 'Deny',
    Action,
    Resource,
    Condition,
  });
  return [
    deny('Roles', ROLE_CHANGES, [...ownRoles(guarded), ...adminRoles(guarded)]),
    deny('Artifacts', BUCKET_CHANGES, `arn:${partition}:s3:::${bucketName(environment.project, account, '*')}`),
    deny('Account', ACCOUNT_CHANGES, '*'),
  ];
};

const ROLE_CHANGES = [
  'iam:AttachRolePolicy',
  'iam:CreateRole',
  'iam:DeleteRole*',
  'iam:DetachRolePolicy',
  'iam:PutRole*',
  'iam:TagRole',
  'iam:UntagRole',
  'iam:UpdateAssumeRolePolicy',
  'iam:UpdateRole*',
];

const BUCKET_CHANGES = [
  's3:DeleteBucket',
  's3:DeleteBucketPolicy',
  's3:PutBucketPolicy',
  's3:PutBucketPublicAccessBlock',
  's3:PutBucketVersioning',
  's3:PutEncryptionConfiguration',
  's3:PutLifecycleConfiguration',
];

const ACCOUNT_CHANGES = [
  'ec2:DisableEbsEncryptionByDefault',
  'iam:DeleteAccountPasswordPolicy',
  'iam:DeleteOpenIDConnectProvider',
  'iam:UpdateAccountPasswordPolicy',
  'iam:UpdateOpenIDConnectProviderThumbprint',
  's3:PutAccountPublicAccessBlock',
];

/**
 * Where a stack set brings the baseline, StackSets work by roles of their own in the account (AWS managed policy reference,
 * CloudFormationStackSetsOrgAdminServiceRolePolicy). Nobody else is to make such a role; service-linked roles, by which AWS makes
 * them, are beyond service control policies.
 */
function adminRoles({ environment, account }: GuardedAccount): string[] {
  const { account: defined, baselineSet, region } = environment;
  const sets = baselineSet === null ? [] : [roleArn(account, 'stacksets-exec-*', region)];
  return defined.form === 'external' ? [] : [roleArn(account, defined.role, region), ...sets];
}

/** The deploy role and CloudFormation's. */
function ownRoles({ environment, account }: GuardedAccount): string[] {
  return Object.values(roleNames(environment.project)).map((name) => roleArn(account, name, environment.region));
}

/** The guardrails that envctl brings, by name. */
export const BUILT_IN: Readonly<Record<string, BuiltIn>> = {
  'deny-other-regions': denyOtherRegions,
  'deny-leaving-organization': denyLeavingOrganization,
  'protect-baseline': protectBaseline,
};
