import type { Environment } from '../model/environment.ts';
import type { JsonObject } from '../model/json.ts';
import type { LinkedEnvironment } from '../plan/linked.ts';

/** A quota that environments count against. Codes and names as Service Quotas has them. */
export interface QuotaKind {
  readonly service: string;
  readonly code: string;
  /** What it is found by where AWS has given it another code. */
  readonly name: string;
  /** True: one for the account, not for each region. */
  readonly global: boolean;
  /** What every account has: AWS's default, or less, where an account that was just made begins with less. */
  readonly floor: number;
  /** How much one resource of a template takes. */
  count(type: string, properties: JsonObject): number;
  /** What is taken in a region beside the resources of templates. */
  beside?(linked: Pick<LinkedEnvironment, 'environment' | 'services'>, region: string): number;
  /** From what is taken, if anything is, to what the quota has to be; where it is left out, the same. */
  needed?(taken: number, environment: Environment): number;
}

/** Lambda keeps so much of an account's concurrency free of reservations. (Lambda developer guide, "Configuring reserved concurrency") */
const UNRESERVED = 100;

/** Every quota that environments are counted against, in the order in which they are shown. */
export const QUOTA_KINDS: readonly QuotaKind[] = [
  {
    service: 'cloudformation',
    code: 'L-0485CB21',
    name: 'Stack count',
    global: false,
    floor: 2_000,
    count: each('AWS::CloudFormation::Stack', 'AWS::Serverless::Application'),
    beside: ({ services }, region) => services.filter((service) => service.region === region).length,
  },
  {
    service: 'iam',
    code: 'L-FE177D64',
    name: 'Roles per account',
    global: true,
    floor: 1_000,
    count: roles,
    beside: ({ environment }, region) =>
      region === environment.region && environment.baseline.deployRole !== null ? 2 : 0,
  },
  {
    service: 'lambda',
    code: 'L-B99A9384',
    name: 'Concurrent executions',
    global: false,
    floor: 10,
    count: reserved,
    needed: (taken) => taken + UNRESERVED,
  },
  {
    service: 'vpc',
    code: 'L-F678F1CE',
    name: 'VPCs per Region',
    global: false,
    floor: 5,
    count: each('AWS::EC2::VPC'),
    // The default VPC counts, too.
    needed: (taken, { baseline }) => taken + (baseline.defaultVpc === 'delete' ? 0 : 1),
  },
  {
    service: 'vpc',
    code: 'L-A4707A72',
    name: 'Internet gateways per Region',
    global: false,
    floor: 5,
    count: each('AWS::EC2::InternetGateway'),
  },
  {
    service: 'ec2',
    code: 'L-0263D0A3',
    name: 'EC2-VPC Elastic IPs',
    global: false,
    floor: 5,
    count: each('AWS::EC2::EIP'),
  },
  {
    service: 's3',
    code: 'L-DC2B2D3D',
    name: 'General purpose buckets',
    global: true,
    floor: 10_000,
    count: each('AWS::S3::Bucket'),
    beside: ({ environment }) => (environment.baseline.artifacts ? 1 : 0),
  },
  {
    service: 'dynamodb',
    code: 'L-F98FE922',
    name: 'Maximum number of tables',
    global: false,
    floor: 2_500,
    count: each('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable', 'AWS::Serverless::SimpleTable'),
  },
  {
    service: 'apigateway',
    code: 'L-AA0FF27B',
    name: 'Regional APIs',
    global: false,
    floor: 600,
    count: each('AWS::ApiGateway::RestApi', 'AWS::Serverless::Api'),
  },
];

/** Services whose quotas have no region. */
const GLOBAL_SERVICES = new Set(['cloudfront', 'iam', 'organizations', 'route53', 's3']);

/** True for a service whose quotas are kept in the partition's global region alone. */
export function isGlobalService(service: string): boolean {
  return GLOBAL_SERVICES.has(service);
}

function each(...types: readonly string[]): QuotaKind['count'] {
  return (type) => (types.includes(type) ? 1 : 0);
}

function reserved(type: string, properties: JsonObject): number {
  if (type !== 'AWS::Lambda::Function' && type !== 'AWS::Serverless::Function') return 0;
  const value = Number(properties['ReservedConcurrentExecutions'] ?? 0);
  return Number.isNaN(value) ? 0 : value;
}

/** SAM makes a role for each function that is given none. */
function roles(type: string, properties: JsonObject): number {
  const own = type === 'AWS::Serverless::Function' && properties['Role'] === undefined;
  return type === 'AWS::IAM::Role' || own ? 1 : 0;
}
