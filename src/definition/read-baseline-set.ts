import type { Account, Baseline, Service } from '../model/environment.ts';
import { BASELINE_SET } from '../model/names.ts';
import type { StackSetService } from '../model/stack-set.ts';
import type { EnvironmentDefinition } from './definition.generated.ts';
import type { SharedAccount } from './read-account.ts';
import { readSpread, type StackSetOwner } from './read-stack-set.ts';
import { report, type Scope } from './scope.ts';
import type { View } from './view.ts';

interface BaselineOwner extends Pick<StackSetOwner, 'unit' | 'obstacle'> {
  readonly account: Account | SharedAccount | null;
  readonly baseline: Baseline;
}

/**
 * The stack set by which a baseline with `engine: stacksets` reaches the accounts of a unit, in the regions that the environment
 * has stacks in; null when it is not wanted.
 */
export function readBaselineSet(
  view: View<EnvironmentDefinition>,
  { account, baseline, unit, obstacle }: BaselineOwner,
  services: readonly Service[],
  scope: Scope,
): StackSetService | null {
  const given = view.get('baseline');
  if (!given) return null;
  if (given.get('engine')?.text !== 'stacksets') {
    const hint = 'add engine: stacksets';
    if (given.has('stackSet'))
      report(scope, 'baseline.stackSet is for engine: stacksets', given.keyAt('stackSet'), hint);
    return null;
  }
  const at = given.get('engine')?.at ?? given.at;
  const why = obstacle ?? obstacleOf(account, baseline);
  if (why !== null) report(scope, `baseline: ${why}`, at, 'leave engine out, so that envctl makes it in each account');
  const namesake = view.get('services')?.keyAt(BASELINE_SET);
  if (namesake && view.get('services')?.has(BASELINE_SET)) {
    const hint = 'give the service another name';
    report(scope, `with engine: stacksets "${BASELINE_SET}" is the stack set of the baseline`, namesake, hint);
  }
  return {
    name: BASELINE_SET,
    at,
    // It is made from the baseline; the name keeps those of several environments apart.
    template: { value: `${given.at.file}#${scope.name}`, at },
    parameters: {},
    dependsOn: [],
    regions: [...new Set([scope.region, ...services.flatMap(({ regions }) => regions)])],
    manualApproval: false,
    protected: false,
    paths: [],
    ...readSpread('baseline', given, { unit }, scope),
    baseline,
  };
}

function obstacleOf(account: BaselineOwner['account'], { artifacts, deployRole }: Baseline): string | null {
  if (account?.form === 'shared') return `the account, with its baseline, is that of ${account.environment}`;
  if (!artifacts && deployRole === null)
    return 'artifacts and deployRole are what a stack set can bring, and both are off';
  const foreign = [deployRole?.boundary ?? '', ...(deployRole?.policies ?? [])].find(isOfOneAccount);
  return foreign === undefined ? null : `deployRole names ${foreign}, a policy of one account`;
}

/** An IAM policy of a customer: other accounts cannot use it. AWS's own are there in every account. */
function isOfOneAccount(arn: string): boolean {
  return /^arn:[^:]+:iam::\d{12}:/.test(arn);
}
