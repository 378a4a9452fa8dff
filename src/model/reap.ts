import type { Stack } from '../aws/types/cloudformation.ts';
import type { SsmParameter } from '../aws/types/account.ts';
import type { CloseOutcome } from './account.ts';
import type { RemovalOutcome } from './outcome.ts';
import type { RemovalPlan } from './removal.ts';
import type { Written } from './written.ts';

/** An environment whose time is over, as AWS alone describes it: there is no definition at hand. */
export interface ExpiredEnvironment {
  readonly project: string;
  readonly name: string;
  readonly accountId: string;
  /** Home region: where its lock and the note of its end lie. */
  readonly region: string;
  /** Milliseconds since 1970. */
  readonly expires: number;
  /** Names of the services whose buckets are emptied when they go. */
  readonly emptyBuckets: readonly string[];
  /** Stacks with its tags, by region. */
  readonly stacks: Readonly<Record<string, readonly Stack[]>>;
  /** What CloudFormation says of who imports from them. */
  readonly imports: readonly StackImport[];
  readonly parameters: Readonly<Record<string, readonly SsmParameter[]>>;
  readonly written: Written;
}

/** One stack that imports what another one exports, in the same account and region. Names. */
export interface StackImport {
  readonly region: string;
  readonly from: string;
  readonly to: string;
}

/** What `reap` is about to do with one environment. */
export interface ReapPlan {
  readonly project: string;
  readonly environment: string;
  readonly accountId: string;
  /** `closure`: the closing of its account was asked for, and had to wait. */
  readonly why: 'expired' | 'closure';
  /** ISO 8601; null for a closure. */
  readonly expires: string | null;
  /** Null for a closure: what was in the account has gone. */
  readonly removal: RemovalPlan | null;
  /** True: the account is its own, and may be closed from here. */
  readonly owns: boolean;
  /** True: the account is closed then. */
  readonly closes: boolean;
  /** Why its account stays, although it was to be closed; null otherwise. */
  readonly kept: string | null;
}

/** The document of `reap` for one environment. */
export interface ReapOutcome {
  readonly environment: string;
  readonly project: string;
  readonly accountId: string;
  readonly why: ReapPlan['why'];
  readonly expires: string | null;
  /** `due`: it is still to be done; `renewed`: it was deployed meanwhile, so that its time is not over. */
  readonly outcome: 'due' | 'kept' | 'destroyed' | 'renewed' | 'failed' | Exclude<CloseOutcome['outcome'], 'kept'>;
  readonly services: readonly RemovalOutcome[];
  /** Names of what stays. */
  readonly kept: readonly string[];
  /** Why the account, or everything, stays; null otherwise. */
  readonly reason: string | null;
  readonly freesQuotaOn: string | null;
}
