import type { StackConfig } from './records.ts';

/** One change set with everything that executing it needs. */
export interface ChangeSetRecord {
  readonly id: string;
  readonly name: string;
  readonly stackId: string;
  readonly type: 'CREATE' | 'UPDATE';
  readonly description: string | null;
  readonly created: number;
  readonly config: StackConfig;
  readonly role: string | null;
  readonly onStackFailure: string | null;
  status: string;
  reason: string | null;
  executionStatus: string;
  changes: Change[];
  /** True: resources that are there already and belong to no stack are taken in. */
  readonly importExisting?: boolean;
  /** True: without early validation. */
  readonly unvalidated?: boolean;
  /** What early validation refused. */
  failures?: readonly ValidationFailure[];
}

/** One finding of early validation. */
export interface ValidationFailure {
  readonly name: string;
  readonly logicalId: string;
  readonly type: string;
  /** JSON pointer into the template. */
  readonly path: string;
  readonly reason: string;
}

/** A resource's line in a change set. */
export interface Change {
  readonly logicalId: string;
  readonly physicalId: string | null;
  readonly type: string;
  readonly action: 'Add' | 'Modify' | 'Remove' | 'Import';
  /** Of a Modify only. */
  readonly replacement: 'True' | 'False' | 'Conditional' | null;
  /** Properties, Metadata, Tags. */
  readonly scope: readonly string[];
  readonly details: readonly ChangeDetail[];
  /** What becomes of the resource of a Remove, or of the old one of a replacement. */
  readonly policyAction: string | null;
}

export interface ChangeDetail {
  readonly attribute: 'Properties' | 'Metadata' | 'Tags';
  /** Name of the property. */
  readonly name: string | null;
  readonly recreation: 'Never' | 'Conditionally' | 'Always';
  /** Static: known now. Dynamic: depends on a value that only execution gives. */
  readonly evaluation: 'Static' | 'Dynamic';
  readonly source:
    'DirectModification' | 'ParameterReference' | 'ResourceReference' | 'ResourceAttribute' | 'Automatic';
  /** The parameter, resource or attribute that brings the change; null for a direct modification. */
  readonly cause: string | null;
  /** What changes below the property, for those who ask for values; not there when that is not known. */
  readonly values?: readonly ChangedValue[];
}

/** One value below a property, by its JSON pointer; null where there is none. */
export interface ChangedValue {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}
