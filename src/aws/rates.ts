/** How often one group of operations may be called in one account and region. */
export interface Rate {
  /** Operations of one group share a token bucket. */
  readonly group: string;
  readonly perSecond: number;
  readonly burst: number;
}

interface Rule {
  readonly operations: RegExp;
  readonly perSecond: number;
  readonly burst: number;
  /** One bucket for all that match; otherwise each operation has its own. */
  readonly shared?: true;
}

/**
 * Organizations publishes its rates ("Quotas for AWS Organizations", API throttling). SSM's reads are a published quota;
 * its writes are known from AWS Support, without their burst; all of CloudFormation and IAM is not published: those figures are
 * guesses on the careful side, and the limiter learns from throttling. Account Management and Service Quotas publish theirs in the quotas of their user guides; those of
 * Budgets, of the Resource Groups Tagging API, and of changing names and contacts, are guesses again. EC2: "Request throttling for the Amazon EC2 API". STS: "IAM and STS quotas", all
 * operations of the caller's account and region together. S3 allows far more than one process can ask for.
 */
const RULES: Readonly<Record<string, readonly Rule[]>> = {
  organizations: [
    { operations: /^CreateAccount$/, perSecond: 0.1, burst: 3 },
    { operations: /^CloseAccount$/, perSecond: 0.05, burst: 1 },
    { operations: /^DescribeCreateAccountStatus$/, perSecond: 2, burst: 2 },
    { operations: /^ListCreateAccountStatus$/, perSecond: 5, burst: 8 },
    { operations: /^DescribeAccount$/, perSecond: 20, burst: 30 },
    { operations: /^ListAccounts$/, perSecond: 8, burst: 12 },
    { operations: /^(ListParents|ListOrganizationalUnitsForParent)$/, perSecond: 5, burst: 8 },
    {
      operations: /^(ListRoots|DescribeOrganization|CreateOrganization|CreateOrganizationalUnit)$/,
      perSecond: 1,
      burst: 2,
    },
    { operations: /^MoveAccount$/, perSecond: 2, burst: 3 },
    { operations: /^(Tag|Untag)Resource$/, perSecond: 4, burst: 6, shared: true },
    { operations: /^ListTagsForResource$/, perSecond: 10, burst: 15 },
    { operations: /^List(Policies|PoliciesForTarget)$/, perSecond: 5, burst: 8 },
    { operations: /^(Create|Update|Delete|Attach|Detach)Policy$/, perSecond: 2, burst: 3, shared: true },
    { operations: /^(Enable|Disable)PolicyType$/, perSecond: 1, burst: 1, shared: true },
    { operations: /^(Enable|Disable)AWSServiceAccess$/, perSecond: 1, burst: 2, shared: true },
    { operations: /./, perSecond: 2, burst: 2 },
  ],
  cloudformation: [
    { operations: /^(Create|Update|Delete)Stack(Set|Instances)$/, perSecond: 1, burst: 2 },
    { operations: /^(Describe|List|Get)/, perSecond: 5, burst: 15 },
    { operations: /./, perSecond: 2, burst: 5 },
  ],
  ssm: [
    { operations: /^Get/, perSecond: 40, burst: 40, shared: true },
    { operations: /^PutParameter$/, perSecond: 3, burst: 10 },
    { operations: /./, perSecond: 5, burst: 10 },
  ],
  sts: [{ operations: /./, perSecond: 600, burst: 600, shared: true }],
  iam: [
    { operations: /^(Get|List)/, perSecond: 15, burst: 30, shared: true },
    { operations: /./, perSecond: 5, burst: 10, shared: true },
  ],
  ec2: [
    { operations: /^(Describe|Get)/, perSecond: 20, burst: 100, shared: true },
    { operations: /./, perSecond: 5, burst: 50, shared: true },
  ],
  logs: [{ operations: /./, perSecond: 5, burst: 5 }],
  s3control: [{ operations: /./, perSecond: 5, burst: 10 }],
  account: [
    { operations: /^(Enable|Disable)Region$/, perSecond: 1, burst: 1, shared: true },
    { operations: /^GetAccountInformation$/, perSecond: 3, burst: 3 },
    { operations: /^(GetRegionOptStatus|ListRegions)$/, perSecond: 5, burst: 5 },
    { operations: /^GetAlternateContact$/, perSecond: 10, burst: 15 },
    { operations: /./, perSecond: 1, burst: 5 },
  ],
  tagging: [{ operations: /./, perSecond: 5, burst: 5 }],
  budgets: [{ operations: /./, perSecond: 5, burst: 10, shared: true }],
  servicequotas: [
    { operations: /^List/, perSecond: 10, burst: 20, shared: true },
    { operations: /./, perSecond: 5, burst: 10, shared: true },
  ],
};

/** The rate to keep to; null where none is worth keeping. */
export function rateOf(service: string, operation: string): Rate | null {
  const rule = RULES[service]?.find(({ operations }) => operations.test(operation));
  if (!rule) return null;
  return { group: rule.shared ? rule.operations.source : operation, perSecond: rule.perSecond, burst: rule.burst };
}
