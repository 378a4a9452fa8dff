import type { Tags } from '../../model/environment.ts';
import type { ValueChange } from '../../model/value-changes.ts';

/** CloudFormation in one account and region. */
export interface CloudFormationGateway {
  /** Every stack that is not deleted, with tags, parameters and outputs: one paginated sweep. */
  sweep(): Promise<Stack[]>;
  /** By name or, better, by id; null when there is none. A deleted stack is found by its id only. */
  describe(nameOrId: string): Promise<Stack | null>;
  /** The template as it was submitted. */
  template(nameOrId: string): Promise<string>;
  /** Returns at once; see `describeChangeSet`. A name that exists is AlreadyExists. */
  createChangeSet(request: ChangeSetRequest): Promise<{ changeSetId: string; stackId: string }>;
  /** All pages; null when it does not exist. `values`: with old and new values of properties, as far as AWS tells them. */
  describeChangeSet(changeSetId: string, options?: { readonly values: boolean }): Promise<ChangeSet | null>;
  /** Why early validation refused a change set; empty when it did not. */
  validationFailures(changeSetId: string): Promise<ValidationFailure[]>;
  /** Does nothing when it is not there. */
  deleteChangeSet(changeSetId: string): Promise<void>;
  listChangeSets(stack: string): Promise<{ id: string; name: string; status: string }[]>;
  /** Always sends what to do on failure: roll back. Null: it runs; else the change set that cannot run, or not yet. */
  executeChangeSet(changeSetId: string, token: string): Promise<ChangeSet | null>;
  deleteStack(
    stackId: string,
    options: { token: string; role: string | null; retain?: readonly string[] },
  ): Promise<void>;
  continueRollback(stackId: string, options: { token: string; role: string | null }): Promise<void>;
  setTerminationProtection(stackId: string, on: boolean): Promise<void>;
  /** Newest first; stops at the first event older than `since` (ms since 1970). */
  events(stackId: string, since: number): Promise<StackEvent[]>;
  /** The last thing that happened to a stack; null when nothing has. One page, however long its history. */
  newestEvent(stackId: string): Promise<StackEvent | null>;
  resources(stackId: string): Promise<StackResource[]>;
  /** Has the stack compared with what is there; answers the id of the detection. Refused while an operation is under way. */
  detectDrift(stackId: string): Promise<string>;
  driftDetection(detectionId: string): Promise<DriftDetection>;
  /** Resources that the last detection found changed or deleted; all pages. */
  driftedResources(stackId: string): Promise<DriftedResource[]>;
  /** Export names to values and the stack that exports them; all pages. */
  exports(): Promise<{ name: string; value: string; stackId: string }[]>;
  /** Names of the stacks that import it; empty when none does or there is no such export. */
  importers(exportName: string): Promise<string[]>;
}

export interface Stack {
  readonly id: string;
  readonly name: string;
  /** e.g. UPDATE_COMPLETE */
  readonly status: string;
  readonly reason: string | null;
  /** ARN of the change set that was executed last; its name carries the digest of what is deployed. */
  readonly changeSetId: string | null;
  readonly tags: Tags;
  /** NoEcho values are `****`. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly outputs: readonly StackOutput[];
  readonly terminationProtection: boolean;
  readonly role: string | null;
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly updated: number | null;
}

export interface StackOutput {
  readonly key: string;
  readonly value: string;
  readonly exportName: string | null;
}

export interface ChangeSetRequest {
  readonly stackName: string;
  readonly name: string;
  readonly type: 'CREATE' | 'UPDATE';
  /** The body for up to 51,200 bytes, else the https URL of an object. */
  readonly template: { readonly body: string } | { readonly url: string };
  readonly parameters: Readonly<Record<string, string>>;
  readonly tags: Tags;
  /** CAPABILITY_IAM, CAPABILITY_NAMED_IAM, CAPABILITY_AUTO_EXPAND */
  readonly capabilities: readonly string[];
  /** True: resources that are there already under the names of the template become the stack's. */
  readonly importExisting: boolean;
  /** ARN of the CloudFormation service role; null: the caller's session is used. */
  readonly role: string | null;
  readonly token: string;
}

export interface ChangeSet {
  readonly id: string;
  readonly name: string;
  readonly stackId: string;
  /** CREATE_PENDING, CREATE_IN_PROGRESS, CREATE_COMPLETE, FAILED, DELETE_… */
  readonly status: string;
  readonly reason: string | null;
  /** AVAILABLE, UNAVAILABLE, OBSOLETE, EXECUTE_… */
  readonly executionStatus: string;
  /** FAILED because nothing differs: judged by AWS's two texts, never by an empty list of changes. */
  readonly empty: boolean;
  readonly changes: readonly ResourceChange[];
}

/** One thing that early validation found, before anything of a change set was executed. */
export interface ValidationFailure {
  /** PROPERTY_VALIDATION, RESOURCE_NAME_CONFLICT, …: the list may grow. */
  readonly check: string;
  readonly logicalId: string | null;
  readonly type: string | null;
  /** JSON pointer into the template. */
  readonly path: string | null;
  readonly reason: string;
}

export interface ResourceChange {
  readonly logicalId: string;
  readonly type: string;
  readonly action: 'Add' | 'Modify' | 'Remove' | 'Import';
  readonly replacement: 'true' | 'false' | 'conditional';
  /** Names of the properties that differ, with the way each is applied; empty for Add and Remove. */
  readonly properties: readonly PropertyChange[];
}

export interface PropertyChange {
  readonly name: string;
  readonly recreation: 'Never' | 'Conditionally' | 'Always';
  /** What changes in it; not there when it was not asked for or AWS does not tell. */
  readonly values?: readonly ValueChange[];
}

export interface StackEvent {
  readonly id: string;
  readonly time: number;
  readonly logicalId: string;
  readonly physicalId: string | null;
  readonly type: string;
  readonly status: string;
  readonly reason: string | null;
  /** ClientRequestToken of the operation that it belongs to; null when that was started without one. */
  readonly token: string | null;
}

export interface StackResource {
  readonly logicalId: string;
  readonly physicalId: string | null;
  readonly type: string;
  readonly status: string;
}

export interface DriftDetection {
  readonly status: 'running' | 'complete' | 'failed';
  /** DRIFTED, IN_SYNC, NOT_CHECKED, UNKNOWN; a failed detection has one, too, of the resources that could be read. */
  readonly drift: string | null;
  readonly reason: string | null;
}

export interface DriftedResource {
  readonly logicalId: string;
  readonly type: string;
  readonly change: 'modified' | 'deleted';
  /** JSON pointers of what differs: `/VersioningConfiguration/Status`. Values may be secret and stay away. */
  readonly properties: readonly string[];
}
