import type { Edge, NodeKey } from './plan.ts';
import type { StackSetTarget } from './stack-set.ts';

/** Everything that a destruction will do, as data: shown first, then carried out. */
export interface RemovalPlan {
  readonly project: string;
  readonly environment: string;
  /** Home region. */
  readonly region: string;
  readonly accountId: string | null;
  readonly services: readonly RemovalStep[];
  readonly parameters: readonly { readonly region: string; readonly name: string }[];
  /** Names of what stays. */
  readonly kept: readonly string[];
}

export interface RemovalStep {
  readonly key: NodeKey;
  readonly service: string;
  readonly stack: string;
  readonly region: string;
  /** Null when there is no such stack. */
  readonly stackId: string | null;
  readonly action: 'delete' | 'kept' | 'absent';
  /** Why it is kept; null otherwise. */
  readonly reason: string | null;
  /** What it uses: that goes after it. */
  readonly edges: readonly Edge[];
  /** True: the definition no longer names it, so that what it uses is known only to CloudFormation. */
  readonly orphan: boolean;
  readonly emptyBuckets: boolean;
  /** There for a stack set: where its stacks are, and how many. */
  readonly stackSet?: StackSetTarget & { readonly stacks: number };
  /** Logical ids that CloudFormation leaves behind by their DeletionPolicy. */
  readonly retained: readonly string[];
}
