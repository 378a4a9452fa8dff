import { AwsFault, type Call } from './service.ts';
import { slice } from './state.ts';

interface Rule {
  readonly operations: RegExp;
  readonly perSecond: number;
  readonly burst: number;
  /** One bucket for all that match; otherwise each operation has its own. */
  readonly shared?: true;
}

/** Rates of a caller's account. Published but for PutParameter, which AWS Support has named. Sources: docs/simulator-account.md. */
const RULES: Readonly<Record<string, readonly Rule[]>> = {
  organizations: [
    { operations: /^CreateAccount$/, perSecond: 0.1, burst: 3 },
    { operations: /^CloseAccount$/, perSecond: 0.05, burst: 1 },
    { operations: /^(DescribeCreateAccountStatus|DescribeOrganizationalUnit|DescribePolicy)$/, perSecond: 2, burst: 2 },
    { operations: /^DescribeAccount$/, perSecond: 20, burst: 30 },
    { operations: /^ListAccounts$/, perSecond: 8, burst: 12 },
    { operations: /^ListChildren$/, perSecond: 6, burst: 10 },
    { operations: /^ListTagsForResource$/, perSecond: 10, burst: 15 },
    {
      operations:
        /^List(CreateAccountStatus|Parents|AccountsForParent|OrganizationalUnitsForParent|Policies|PoliciesForTarget|TargetsForPolicy)$/,
      perSecond: 5,
      burst: 8,
    },
    { operations: /^(ListRoots|DescribeOrganization|CreateOrganizationalUnit)$/, perSecond: 1, burst: 2 },
    {
      operations: /^(MoveAccount|UpdateOrganizationalUnit|DeleteOrganizationalUnit)$/,
      perSecond: 2,
      burst: 3,
      shared: true,
    },
    { operations: /^(Create|Update|Delete|Attach|Detach)Policy$/, perSecond: 2, burst: 3, shared: true },
    { operations: /^(Tag|Untag)Resource$/, perSecond: 4, burst: 6, shared: true },
    { operations: /^(Enable|Disable)PolicyType$/, perSecond: 1, burst: 1, shared: true },
    { operations: /^(Enable|Disable)AWSServiceAccess$/, perSecond: 1, burst: 2, shared: true },
  ],
  account: [
    { operations: /^(Enable|Disable)Region$/, perSecond: 1, burst: 1, shared: true },
    { operations: /^GetAccountInformation$/, perSecond: 3, burst: 3 },
    { operations: /^(GetRegionOptStatus|ListRegions)$/, perSecond: 5, burst: 5 },
    { operations: /^GetAlternateContact$/, perSecond: 10, burst: 15 },
  ],
  servicequotas: [
    { operations: /^Get/, perSecond: 5, burst: 10, shared: true },
    { operations: /^List/, perSecond: 10, burst: 20, shared: true },
  ],
  ssm: [
    { operations: /^(GetParameter|GetParameters|GetParametersByPath)$/, perSecond: 40, burst: 40, shared: true },
    { operations: /^PutParameter$/, perSecond: 3, burst: 10 },
  ],
  sts: [{ operations: /./, perSecond: 600, burst: 600, shared: true }],
};

/** Tokens of each bucket, and when they were counted, ms since 1970. */
type Buckets = Record<string, { tokens: number; at: number }>;

/** The rate that applies to an operation; undefined: any number is answered. */
export function ruleFor(service: string, operation: string): Rule | undefined {
  return RULES[service]?.find(({ operations }) => operations.test(operation));
}

/** Takes the token for a request; throws the service's throttling error when there is none. Does nothing unless `settings.rates`. */
export function takeToken(service: string, operation: string, { account, region, state, settings, now }: Call): void {
  const rule = settings.rates ? ruleFor(service, operation) : undefined;
  if (rule === undefined) return;
  const buckets = slice<Buckets>(state, 'rates', () => ({}));
  const key = [account, region, service, rule.shared ? rule.operations.source : operation].join(' ');
  const known = buckets[key] ?? { tokens: rule.burst, at: now };
  const tokens = Math.min(rule.burst, known.tokens + ((now - known.at) / 1_000) * rule.perSecond);
  buckets[key] = { tokens: tokens < 1 ? tokens : tokens - 1, at: now };
  if (tokens < 1) throw throttled(service);
}

/** As the service's API reference names it: all but Systems Manager have a modeled error. */
function throttled(service: string): AwsFault {
  if (service === 'ssm') return new AwsFault('ThrottlingException', 'Rate exceeded');
  const message = 'You have sent too many requests in too short a period of time.';
  return new AwsFault('TooManyRequestsException', message, service === 'organizations' ? 400 : 429);
}
