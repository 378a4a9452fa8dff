import { roleNames } from '../model/names.ts';

interface Place {
  readonly project: string;
  readonly account: string;
  readonly partition: string;
  /** True where a stack set makes the role, before the rest of the baseline is there. */
  readonly brought: boolean;
}

/**
 * What the deploy role may do itself. Everything that a template makes is made by CloudFormation with the service role;
 * this one starts that, keeps artifacts and run-time parameters, and looks.
 */
export function deployPermissions(place: Place): object {
  return {
    Version: '2012-10-17',
    Statement: [...deployStatements(place), ...parameterStatements(place), ...readStatements(place)],
  };
}

function deployStatements({ project, account, partition }: Place): object[] {
  const bucket = `arn:${partition}:s3:::${project}-${account}-*`;
  const serviceRole = `arn:${partition}:iam::${account}:role/${roleNames(project).cloudformation}`;
  return [
    allow('Stacks', ['cloudformation:*'], ['*']),
    allow('Artifacts', ['s3:*'], [bucket, `${bucket}/*`]),
    // `emptyBuckets` and `--purge`: CloudFormation names buckets after the stack, whose name begins with the project's.
    allow('EmptyBuckets', ['s3:ListBucket*', 's3:DeleteObject*'], [`arn:${partition}:s3:::${project}-*`]),
    allow('PassServiceRole', ['iam:PassRole'], [serviceRole], {
      StringEquals: { 'iam:PassedToService': 'cloudformation.amazonaws.com' },
    }),
  ];
}

/** SSM encrypts with the parameter's ARN as context, so that no other project's secret can be read with this role. */
function parameterStatements({ project, account, partition }: Place): object[] {
  const parameters = `arn:${partition}:ssm:*:${account}:parameter`;
  const own = `${parameters}/${project}/*`;
  return [
    allow('Parameters', ['ssm:*'], [`${parameters}/${project}`, own]),
    allow('ReadParameters', ['ssm:GetParameter', 'ssm:GetParameters'], [`${parameters}/*`]),
    allow('DescribeParameters', ['ssm:DescribeParameters'], ['*']),
    allow('Secrets', ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'], ['*'], {
      StringLike: { 'kms:ViaService': 'ssm.*', 'kms:EncryptionContext:PARAMETER_ARN': own },
    }),
  ];
}

/** Elsewhere the role is the last part of the baseline: that it is there says that the rest is. */
const LOOK_INTO_BASELINE = ['iam:GetOpenIDConnectProvider', 'iam:GetPolicy', 'iam:GetPolicyVersion'];

/** What plan, status, logs and quotas look at, and the baseline when it is compared with the definition. */
function readStatements({ brought }: Place): object[] {
  const actions = [
    ...(brought ? LOOK_INTO_BASELINE : []),
    'account:GetAlternateContact',
    'cloudwatch:GetMetricData',
    'cloudwatch:GetMetricStatistics',
    'ec2:DescribeRegions',
    'ec2:DescribeVpcs',
    'ec2:GetEbsEncryptionByDefault',
    'iam:GetAccountPasswordPolicy',
    'iam:GetRole',
    'iam:GetRolePolicy',
    'iam:ListAccountAliases',
    'iam:ListAttachedRolePolicies',
    'iam:ListOpenIDConnectProviders',
    'iam:ListRolePolicies',
    'logs:DescribeLogGroups',
    'logs:DescribeLogStreams',
    'logs:FilterLogEvents',
    'logs:GetLogEvents',
    'logs:StartLiveTail',
    's3:GetAccountPublicAccessBlock',
    's3:ListAllMyBuckets',
    'servicequotas:Get*',
    'servicequotas:List*',
  ];
  return [allow('Look', actions, ['*'])];
}

function allow(sid: string, actions: readonly string[], resources: readonly string[], condition?: object): object {
  return {
    Sid: sid,
    Effect: 'Allow',
    Action: actions,
    Resource: resources,
    ...(condition ? { Condition: condition } : {}),
  };
}
