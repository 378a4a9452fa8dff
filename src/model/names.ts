/** Names and tags by which envctl knows what is its own (contract, section 3). Identity is the tags, never a prefix. */
export const TAG = {
  project: 'envctl:project',
  environment: 'envctl:environment',
  service: 'envctl:service',
  /** On stacks that read another environment's outputs: `<environment>/<service>` pairs, separated by spaces. */
  borrows: 'envctl:borrows',
  /** On stack sets and, with them, on each of their stacks: `<environment>/<service>`. They carry no other tag of an environment: such a stack is none of the account's own. */
  stackSet: 'envctl:stack-set',
  /** On an account whose closing was asked for: when, as ISO 8601; `queued since …` while AWS does not take it. */
  closing: 'envctl:closing',
} as const;

/** The parameter of that stack set's template which says from which account people come. */
export const MANAGEMENT_ACCOUNT = 'ManagementAccount';

/** What a baseline that goes to a unit by a stack set is called among the services of its environment. */
export const BASELINE_SET = 'baseline';

interface Owner {
  readonly project: string;
  readonly name: string;
}

/** At most 98 characters, within CloudFormation's 128. */
export function stackName(environment: Owner, service: string): string {
  return `${environment.project}-${environment.name}-${service}`;
}

/** `/<project>/<environment>/<service>/<KEY>`: the service may read below its own path. */
export function parameterName(environment: Owner, service: string, key: string): string {
  return `/${environment.project}/${environment.name}/${service}/${key}`;
}

/** Below it: `_all`, one JSON parameter with every output, and one parameter for each exported output. */
export function outputsPath(environment: Owner, service: string): string {
  return `/${environment.project}/${environment.name}/outputs/${service}`;
}

/** There while the command after a service is still to run, or has failed: from before its stack changes until it has ended well. */
export function pendingName(environment: Owner, service: string): string {
  return `${outputsPath(environment, service)}/_pending`;
}

/** The artifact bucket of a project in one account and region; at most 61 characters, within S3's 63. */
export function bucketName(project: string, account: string, region: string): string {
  return `${project}-${account}-${region}`;
}

/** IAM roles that the baseline makes, one pair for each project in an account. */
export function roleNames(project: string): { deploy: string; cloudformation: string } {
  return { deploy: `envctl-${project}-deploy`, cloudformation: `envctl-${project}-cloudformation` };
}

/** The managed policy that lets a service read its own configuration; one for each project in an account. */
export function configPolicyName(project: string): string {
  return `envctl-${project}-config`;
}

/** ARN of a role without a path. Partition `aws` unless the region says otherwise. */
export function roleArn(account: string, name: string, region: string): string {
  return `arn:${partitionOf(region)}:iam::${account}:role/${name}`;
}

/** The partition that a region belongs to. */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** The constant tags of a stack, on top of the definition's own. Nothing here changes from run to run. */
export function stackTags(
  environment: Owner & { tags: Readonly<Record<string, string>> },
  service: string,
  borrows: readonly string[],
): Record<string, string> {
  return {
    ...environment.tags,
    [TAG.project]: environment.project,
    [TAG.environment]: environment.name,
    [TAG.service]: service,
    ...(borrows.length > 0 ? { [TAG.borrows]: [...borrows].sort().join(' ') } : {}),
  };
}

/** The constant tags of a stack set, which CloudFormation hands on to its stacks. */
export function stackSetTags(
  environment: Owner & { tags: Readonly<Record<string, string>> },
  service: string,
): Record<string, string> {
  const { project, name, tags } = environment;
  return { ...tags, [TAG.project]: project, [TAG.stackSet]: `${name}/${service}` };
}

/** Locks stand apart from all else in the bucket: the versions that renewing leaves behind are removed by a rule for them alone. */
export const LOCKS = 'locks/';

/** By this id the rule that lets old versions of locks expire is found among the lifecycle rules of a bucket. */
export const EXPIRY_RULE = 'envctl-noncurrent-versions';

/** Key of an environment's lock in the artifact bucket of its home region. */
export function lockKey(environment: string): string {
  return `${LOCKS}${environment}.json`;
}

/** The versions that the last deployment left of each run-time parameter. */
export function writtenKey(environment: string): string {
  return `environments/${environment}/parameters.json`;
}

/** What the last deployment of each service left of its stack. */
export function deployedKey(environment: string): string {
  return `environments/${environment}/deployed.json`;
}

/** What was submitted for one service, by the digest of its content. */
export function submissionKey(environment: string, digest: string): string {
  return `environments/${environment}/submissions/${digest}.json`;
}

/** Apart from the rest, so that one list tells which environments end. */
export const LIFETIMES = 'lifetimes/';

/** When an environment ends. There only while its definition says that it does. */
export function lifetimeKey(environment: string): string {
  return `${LIFETIMES}${environment}.json`;
}

/** What may be the name of an environment: lower-case letters and digits in groups joined by single hyphens, at most 32. */
export function isName(name: string): boolean {
  return /^(?=.{1,32}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(name);
}
