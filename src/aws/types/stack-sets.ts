import type { Tags } from '../../model/environment.ts';
import type { Share, StackSetTarget } from '../../model/stack-set.ts';

/**
 * CloudFormation StackSets with service-managed permissions, in one region of the management account, or of the account
 * that it has made delegated administrator. Operations go on in AWS whether anybody waits for them or not.
 */
export interface StackSetsGateway {
  /** Whether StackSets may work with the organization's accounts. */
  isTrusted(): Promise<boolean>;
  /** Lets them. The management account alone may; already so counts as done. */
  activate(): Promise<void>;
  /** Null when there is no such set. */
  describe(name: string): Promise<StackSet | null>;
  /** Every stack of the set; all pages. */
  instances(name: string): Promise<StackInstance[]>;
  /** Newest first; one page. */
  operations(name: string): Promise<StackSetOperation[]>;
  operation(name: string, id: string): Promise<StackSetOperation>;
  /** What becomes of each stack that the operation is about; all pages. */
  results(name: string, id: string): Promise<StackSetResult[]>;
  /** An empty set; operations that cannot begin yet are queued. Throws NotOwned when there is another one of that name by now. */
  create(request: StackSetRequest): Promise<void>;
  /** Begins to bring every stack to this. */
  update(request: StackSetRequest & Operating): Promise<void>;
  /** Begins to make stacks where there are none, and to try again what is out of date. */
  createInstances(name: string, target: StackSetTarget, operating: Operating): Promise<void>;
  /** Begins to delete stacks. */
  deleteInstances(name: string, target: StackSetTarget, operating: Operating): Promise<void>;
  /** Gone already counts as done. Throws AwsError while it has stacks. */
  remove(name: string): Promise<void>;
}

export interface StackSetRequest {
  readonly name: string;
  /** Up to 51,200 bytes. */
  readonly body: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly tags: Tags;
  readonly capabilities: readonly string[];
  readonly autoDeploy: boolean;
}

/** How an operation goes. An id that was used before is for the operation that has it: it is not begun again. */
export interface Operating {
  /** `[a-zA-Z0-9][-a-zA-Z0-9]*`, at most 128 characters. */
  readonly id: string;
  readonly maxConcurrent: Share;
  readonly failureTolerance: Share;
}

export interface StackSet extends StackSetRequest {
  /** Ids of the units, or of the root. */
  readonly units: readonly string[];
  readonly regions: readonly string[];
}

export interface StackInstance {
  readonly account: string;
  readonly region: string;
  /** Null while there is no stack. */
  readonly stackId: string | null;
  /** CURRENT, OUTDATED, INOPERABLE */
  readonly status: string;
  /** PENDING, RUNNING, SUCCEEDED, FAILED, CANCELLED, INOPERABLE, SKIPPED_SUSPENDED_ACCOUNT, …; null when AWS does not say. */
  readonly detailed: string | null;
  readonly reason: string | null;
  /** Id of the operation that concerned it last. */
  readonly operation: string | null;
}

export interface StackSetOperation {
  readonly id: string;
  /** QUEUED, RUNNING, STOPPING, STOPPED, SUCCEEDED, FAILED */
  readonly status: string;
  readonly action: string;
}

export interface StackSetResult {
  readonly account: string;
  readonly region: string;
  /** PENDING, RUNNING, SUCCEEDED, FAILED, CANCELLED */
  readonly status: string;
  readonly reason: string | null;
}
