import type { SsmParameter } from '../aws/types/account.ts';
import type { Stack } from '../aws/types/cloudformation.ts';
import type { StackInstance, StackSet } from '../aws/types/stack-sets.ts';
import type { AccountObservation } from './account.ts';
import type { PastTurns } from './forecast.ts';
import type { BaselineStep } from './baseline.ts';
import type { Written } from './written.ts';

/** What AWS said about one environment, before a plan is made. Reads only, and nothing of the definition in it. */
export interface Observation {
  readonly account: AccountObservation;
  /** Id of the account that the environment lives in; null while it does not exist. */
  readonly accountId: string | null;
  /** ARN of the CloudFormation service role; null: the session's own permissions are used. */
  readonly serviceRole: string | null;
  /** Steps that the baseline still needs; empty when everything is in place. */
  readonly baseline: readonly BaselineStep[];
  /** Every stack of the environment's account, by region. */
  readonly stacks: Readonly<Record<string, readonly Stack[]>>;
  /** Stacks of the environments that this one borrows from, by `siteKey`. */
  readonly lenders: Readonly<Record<string, readonly Stack[]>>;
  /** Account ids of those environments, by the name that sources call them; null while one has no account. */
  readonly lenderAccounts: Readonly<Record<string, string | null>>;
  /** Run-time parameters and published outputs of the environment, by region. Secrets are still encrypted. */
  readonly parameters: Readonly<Record<string, readonly SsmParameter[]>>;
  /** What the last deployment left of each parameter: what differs was set by hand. */
  readonly written: Written;
  /** Digest, by node key, of what the last deployment left, with the stack's time of change it is good for. */
  readonly recorded: Readonly<Record<string, RecordedService>>;
  /** Null: the environment has nothing to do with stack sets. */
  readonly stackSets: StackSetsObservation | null;
  /** False: no note of when the environment ends is kept; null: that is not known without looking. */
  readonly expiryNoted: boolean | null;
}

export interface RecordedService {
  readonly digest: string;
  /** Digest of the template alone; null when it was not recorded. */
  readonly template: string | null;
  /** True: termination protection was put on by us, so that the definition may take it off again. */
  readonly protected: boolean;
  /** The stack's last change, ms since 1970, when the record was written. */
  readonly updated: number;
  /** Key of the object that holds what was submitted; not there in records of older versions. */
  readonly submission?: string | undefined;
  /** Name of the stack set that it is; not there for a stack. */
  readonly stackSet?: string;
  /** How long its last turns took; absent in what older versions wrote. */
  readonly took?: PastTurns;
}

/** What the organization's stack sets have to do with an environment. */
export interface StackSetsObservation {
  /** By name; null: not there. */
  readonly sets: Readonly<Record<string, ObservedStackSet | null>>;
  /** By path; null: not there. Accounts are those that a stack can be made in. */
  readonly units: Readonly<Record<string, { readonly id: string; readonly accounts: readonly string[] } | null>>;
  /** False: StackSets may not work with the organization yet. */
  readonly isTrusted: boolean;
  /** Id of the organization's management account. */
  readonly management: string;
  /** Accounts that a stack set of the baseline leaves out, because they have one that was made in them; sorted. */
  readonly settled: readonly string[];
}

export interface ObservedStackSet extends StackSet {
  readonly instances: readonly StackInstance[];
  /** Ids of the operations under way, newest first. */
  readonly running: readonly string[];
}

/** Where a lender's stacks are kept in an observation. */
export function siteKey(environment: string, region: string): string {
  return `${environment}@${region}`;
}
