import type { Warning } from '../diagnostics/diagnostic.ts';
import type { AccountPlan } from '../model/account.ts';
import type { Observation } from '../model/observation.ts';
import type { EarlierDeployment, NodeKey } from '../model/plan.ts';
import type { Packaged } from './deployment.ts';
import type { Known } from './desired.ts';
import type { LinkedEnvironment } from './linked.ts';

/** Everything that a plan is made from. */
export interface PlanInput {
  readonly linked: LinkedEnvironment;
  readonly packaged: ReadonlyMap<NodeKey, Packaged>;
  readonly observation: Observation;
  readonly account: AccountPlan;
  /** Answers from the observation; a source whose key is in `unsettled` counts as unknown. */
  readonly known: (unsettled: ReadonlySet<NodeKey>) => Known;
  /** Names of the environments that this run deploys together. */
  readonly running: ReadonlySet<string>;
  /** Only these services; null: all. */
  readonly only: readonly string[] | null;
  /** The earlier deployment that is gone back to, and which services were part of it; null: the definition is followed. */
  readonly earlier: { readonly deployment: EarlierDeployment; readonly services: ReadonlySet<NodeKey> } | null;
  readonly prune: boolean;
  /** Stacks of another owner may be taken over. */
  readonly adopt: boolean;
  readonly warnings: readonly Warning[];
}
