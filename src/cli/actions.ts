/** IAM actions that several commands need. What each command names in all is what it asks for, neither more nor less: a test compares. */

/** To find the account of an environment, to see how it stands, and to enter it. */
export const FIND_ACCOUNT = [
  'account:GetAlternateContact',
  'iam:ListAccountAliases',
  'organizations:DescribeOrganization',
  'organizations:ListAccounts',
  'organizations:ListOrganizationalUnitsForParent',
  'organizations:ListTagsForResource',
  'sts:AssumeRole',
] as const;

/** The same for who looks before anything is changed: many accounts with one question, where that is allowed. */
export const SEE_ACCOUNT = [...FIND_ACCOUNT, 'tag:GetResources'] as const;

/** To make an account: it is placed, named, tagged, and waited for. */
export const CREATE_ACCOUNT = [
  'account:PutAlternateContact',
  'cloudformation:DescribeStacks',
  'iam:CreateAccountAlias',
  'organizations:CreateAccount',
  'organizations:CreateOrganizationalUnit',
  'organizations:DescribeAccount',
  'organizations:DescribeCreateAccountStatus',
  'organizations:ListCreateAccountStatus',
  'organizations:ListParents',
  'organizations:ListRoots',
  'organizations:MoveAccount',
  'servicequotas:ListServiceQuotas',
] as const;

/** To read the baseline of an account: all of it where the deploy role, which is made last, lets nobody in. */
export const READ_BASELINE = [
  'budgets:ListTagsForResource',
  'budgets:ViewBudget',
  'ec2:DescribeRegions',
  'ec2:DescribeVpcs',
  'ec2:GetEbsEncryptionByDefault',
  'iam:GetAccountPasswordPolicy',
  'iam:GetOpenIDConnectProvider',
  'iam:GetPolicy',
  'iam:GetPolicyVersion',
  'iam:GetRole',
  'iam:GetRolePolicy',
  'iam:ListAttachedRolePolicies',
  'iam:ListOpenIDConnectProviders',
  'iam:ListRolePolicies',
  'organizations:DescribePolicy',
  'organizations:ListPoliciesForTarget',
  's3:GetAccountPublicAccessBlock',
  's3:GetBucketPolicy',
  's3:GetBucketPublicAccessBlock',
  's3:GetBucketTagging',
  's3:GetBucketVersioning',
  's3:GetEncryptionConfiguration',
  's3:GetLifecycleConfiguration',
  's3:ListBucket',
] as const;

/** To read the baseline of an account, and to make what is missing of it. */
export const BASELINE = [
  ...READ_BASELINE,
  'account:EnableRegion',
  'account:ListRegions',
  'budgets:ModifyBudget',
  'ec2:DeleteInternetGateway',
  'ec2:DeleteSubnet',
  'ec2:DeleteVpc',
  'ec2:DescribeInternetGateways',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:DetachInternetGateway',
  'ec2:EnableEbsEncryptionByDefault',
  'iam:AddClientIDToOpenIDConnectProvider',
  'iam:AttachRolePolicy',
  'iam:CreateOpenIDConnectProvider',
  'iam:CreatePolicy',
  'iam:CreateRole',
  'iam:PutRolePolicy',
  'iam:UpdateAccountPasswordPolicy',
  'iam:UpdateAssumeRolePolicy',
  'organizations:AttachPolicy',
  'organizations:CreatePolicy',
  'organizations:ListPolicies',
  'organizations:UpdatePolicy',
  's3:CreateBucket',
  's3:PutAccountPublicAccessBlock',
  's3:PutBucketPolicy',
  's3:PutBucketPublicAccessBlock',
  's3:PutBucketTagging',
  's3:PutBucketVersioning',
  's3:PutEncryptionConfiguration',
  's3:PutLifecycleConfiguration',
] as const;

/** To take services down, and their parameters. */
export const TAKE_DOWN = [
  ...READ_BASELINE,
  'cloudformation:DeleteStack',
  'cloudformation:DescribeStackEvents',
  'cloudformation:DescribeStacks',
  'cloudformation:ListStackResources',
  'iam:PassRole',
  's3:GetObject',
  's3:ListBucketVersions',
  's3:PutObject',
  'ssm:DeleteParameters',
  'ssm:GetParametersByPath',
] as const;

/** To see how the stack sets of an environment stand. */
export const READ_STACK_SETS = [
  'cloudformation:DescribeOrganizationsAccess',
  'cloudformation:DescribeStackSet',
  'cloudformation:ListStackInstances',
  'cloudformation:ListStackSetOperations',
  'organizations:ListRoots',
] as const;

/** To take stack sets down, and to wait for it. */
export const TAKE_STACK_SETS_DOWN = [
  ...READ_STACK_SETS,
  'cloudformation:DeleteStackInstances',
  'cloudformation:DeleteStackSet',
  'cloudformation:DescribeStackSetOperation',
  'cloudformation:ListStackSetOperationResults',
] as const;

/** To bring stack sets to what a definition says. */
export const STACK_SETS = [
  ...TAKE_STACK_SETS_DOWN,
  'cloudformation:ActivateOrganizationsAccess',
  'cloudformation:CreateStackInstances',
  'cloudformation:CreateStackSet',
  'cloudformation:UpdateStackSet',
] as const;

/** Actions that some commands ask for and can do without, and what is missing then. */
export interface Optional {
  readonly actions: readonly string[];
  /** The command lines. */
  readonly lines: RegExp;
  /** The same in words. */
  readonly where: string;
  readonly without: string;
}

/** What a command names and is not here it cannot do without: it fails with `AccessDenied`, which names the action. A test tries each. */
export const OPTIONAL: readonly Optional[] = [
  {
    actions: ['tag:GetResources'],
    lines: /./,
    where: 'everywhere',
    without: 'tags of accounts are read one account at a time, at most ten in a second',
  },
  {
    actions: ['account:GetAlternateContact', 'iam:ListAccountAliases'],
    lines: /^(?!create-account|deploy .*--create)/,
    where: 'everywhere but in `create-account` and `deploy --create`',
    without: 'whether the contacts and the alias of the account are as defined is not seen',
  },
  {
    actions: [
      'cloudformation:DescribeStacks',
      's3:GetBucketTagging',
      's3:GetObject',
      's3:ListBucket',
      'sts:AssumeRole',
    ],
    lines: /^list/,
    where: '`list`',
    without:
      'last deployments, and environments that no definition describes, are not seen in accounts that cannot be looked into',
  },
  {
    actions: [
      ...READ_BASELINE.filter((action) => !/:(ListPoliciesForTarget|ListBucket)$/.test(action)),
      'cloudformation:DescribeStackDriftDetectionStatus',
      'cloudformation:DetectStackDrift',
    ],
    lines: /^status .*--drift/,
    where: '`status --drift`',
    without: 'it is unknown whether that part of the baseline, or those stacks, have drifted',
  },
  {
    actions: ['servicequotas:ListServiceQuotas'],
    lines: /^(create-account|deploy .*--create|rehearse)/,
    where: '`create-account`, `deploy --create`, `rehearse`',
    without: 'how many more accounts the organization may have is not told',
  },
  {
    actions: ['sts:AssumeRole'],
    lines: /^profiles/,
    where: '`profiles`',
    without: 'which of the roles exists is not looked up: the profile names that of the definition',
  },
  {
    actions: ['iam:SimulatePrincipalPolicy'],
    lines: /^doctor/,
    where: '`doctor`',
    without: 'it says that it cannot tell what the caller may do',
  },
];
