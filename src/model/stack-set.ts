import type { Position } from '../diagnostics/diagnostic.ts';
import type { Located } from './expression.ts';
import type { Baseline } from './environment.ts';
import type { JsonObject } from './json.ts';

/**
 * A service that CloudFormation StackSets fan out over the accounts of an organizational unit. It is no stack of the
 * environment's own account, and everything about it is the same in every account. Paths are absolute.
 */
export interface StackSetService {
  readonly name: string;
  readonly at: Position;
  readonly template: Located<string>;
  readonly parameters: Readonly<Record<string, Located<string>>>;
  readonly dependsOn: readonly Located<string>[];
  /** At least one; the home region unless listed. */
  readonly regions: readonly string[];
  readonly manualApproval: boolean;
  readonly protected: boolean;
  readonly paths: readonly string[];
  /** Path below the root; empty where the definition does not say it and something has been said about that. */
  readonly unit: Located<string>;
  readonly autoDeploy: boolean;
  readonly maxConcurrent: Share;
  readonly failureTolerance: Share;
  /** The baseline whose roles and buckets it brings, in place of a template from a file; null for any other. */
  readonly baseline: Baseline | null;
}

/** What of the baseline of an account a stack set brings: the environments of the accounts wait for it, and leave it alone. */
export interface BaselineSet {
  /** Name of the environment whose set it is. */
  readonly owner: string;
  /** From which the set is administered: the owner's home region. */
  readonly region: string;
  /** Path of the unit that it goes to. */
  readonly unit: string;
  /** Regions in which it makes a bucket; null: it makes none. */
  readonly buckets: readonly string[] | null;
  /** True: it makes the deploy role and CloudFormation's. */
  readonly roles: boolean;
}

/** A number of accounts of a region, or a share of them. */
export type Share = { readonly count: number } | { readonly percentage: number };

/** Every stack of a set is made from this; two sets with the same content are the same. Plain JSON. */
export interface StackSetContent {
  /** Long form. */
  readonly template: JsonObject;
  readonly parameters: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly capabilities: readonly string[];
  readonly autoDeploy: boolean;
}

/** What a plan says of a stack set: all that execution needs. Plain JSON. */
export interface StackSetPlan extends StackSetContent {
  /** Path of the organizational unit. */
  readonly unit: string;
  /** Null while the unit is still to be made, with the account that goes there. */
  readonly unitId: string | null;
  readonly regions: readonly string[];
  readonly maxConcurrent: Share;
  readonly failureTolerance: Share;
  readonly manualApproval: boolean;
  /** True: neither `destroy` nor `--prune` deletes it. */
  readonly protect: boolean;
  /** Accounts of the unit that are left out: they have what the set would bring. */
  readonly except: readonly string[];
  /** True: trusted access of StackSets to the organization has to be turned on first. */
  readonly activates: boolean;
  /** Stacks that the set has or gets, by account, then region. */
  readonly instances: readonly PlannedInstance[];
  /** With `--prune`: stacks in units and regions that the definition no longer names go. */
  readonly leaves: readonly StackSetTarget[];
}

/** Units and regions together, as operations take them. */
export interface StackSetTarget {
  readonly units: readonly string[];
  readonly regions: readonly string[];
  /** Accounts of the units that are left out. */
  readonly except?: readonly string[];
}

export interface PlannedInstance {
  readonly account: string;
  readonly region: string;
  /** `kept`: the definition no longer names its unit or region. */
  readonly action: 'create' | 'update' | 'none' | 'delete' | 'kept';
}

/** What became of one stack of a set; part of the documents of `deploy` and `destroy`. */
export interface InstanceOutcome {
  readonly account: string;
  readonly region: string;
  /** `cancelled`: it did not have its turn, because too many others failed. `running`: it goes on in AWS. */
  readonly outcome: 'succeeded' | 'failed' | 'cancelled' | 'running';
  readonly reason: string | null;
}
