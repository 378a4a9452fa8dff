/** One quota as AWS documents it. */
export interface Quota {
  readonly service: string;
  readonly serviceName: string;
  readonly code: string;
  readonly name: string;
  readonly value: number;
  /** What an account that was just made has instead; the same when left out. */
  readonly fresh?: number;
  /** True: one for the account, kept in us-east-1. */
  readonly global: boolean;
  readonly adjustable: boolean;
}

type Row = readonly [code: string, name: string, value: number, more?: Partial<Pick<Quota, 'fresh' | 'adjustable'>>];

function quotas(service: string, serviceName: string, global: boolean, rows: readonly Row[]): Quota[] {
  return rows.map(([code, name, value, more]) => ({
    service,
    serviceName,
    code,
    name,
    value,
    global,
    adjustable: true,
    ...more,
  }));
}

/** The code of the quota that bounds an organization; its value is `accountQuota` of the settings. */
export const ACCOUNTS = 'L-E619E033';

/** Those that environments meet first. Sources: docs/simulator-account.md. */
export const QUOTAS: readonly Quota[] = [
  ...quotas('organizations', 'AWS Organizations', true, [[ACCOUNTS, 'Default maximum number of accounts', 10]]),
  ...quotas('cloudformation', 'AWS CloudFormation', false, [
    ['L-0485CB21', 'Stack count', 2_000],
    ['L-31709F13', 'Stack sets per administrator account', 1_000],
  ]),
  ...quotas('lambda', 'AWS Lambda', false, [['L-B99A9384', 'Concurrent executions', 1_000, { fresh: 10 }]]),
  ...quotas('vpc', 'Amazon Virtual Private Cloud (Amazon VPC)', false, [
    ['L-F678F1CE', 'VPCs per Region', 5],
    ['L-A4707A72', 'Internet gateways per Region', 5],
    ['L-FE5A380F', 'NAT gateways per Availability Zone', 5],
    ['L-1B52E74A', 'Gateway VPC endpoints per Region', 20],
    ['L-29B6F2EB', 'Interface VPC endpoints per VPC', 50],
  ]),
  ...quotas('ec2', 'Amazon Elastic Compute Cloud (Amazon EC2)', false, [
    ['L-0263D0A3', 'EC2-VPC Elastic IPs', 5],
    ['L-1216C47A', 'Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances', 5],
  ]),
  ...quotas('iam', 'AWS Identity and Access Management (IAM)', true, [
    ['L-FE177D64', 'Roles per account', 1_000],
    ['L-E95E4862', 'Customer managed policies per account', 1_500],
  ]),
  ...quotas('s3', 'Amazon Simple Storage Service (Amazon S3)', true, [
    ['L-DC2B2D3D', 'General purpose buckets', 10_000],
  ]),
  ...quotas('apigateway', 'Amazon API Gateway', false, [['L-AA0FF27B', 'Regional APIs', 600]]),
  ...quotas('dynamodb', 'Amazon DynamoDB', false, [['L-F98FE922', 'Maximum number of tables', 2_500]]),
];
