import type { OutputRecord, ResourceRecord, StackConfig } from '../records.ts';
import type { Rehearsal } from './rehearsal.ts';

interface WorkState {
  readonly logicalId: string;
  /** Works of the same phase that must have ended first, by logical id. */
  readonly after: readonly string[];
  state: 'waiting' | 'running' | 'done' | 'failed';
}

/** Create a resource, or bring it to what `target` says. */
export interface MakeWork extends WorkState {
  readonly action: 'make';
  readonly target: ResourceRecord;
  /** True while a new resource takes the place of one that stays until the cleanup. */
  replaces: boolean;
}

/** Bring a resource back to what it was before the update. */
export interface RestoreWork extends WorkState {
  readonly action: 'restore';
}

/** Delete a resource: one of the stack's, or one that has left it. */
export interface RemoveWork extends WorkState {
  readonly action: 'remove';
  readonly leftover: ResourceRecord | null;
}

/** What happens to one resource within a phase. */
export type Work = MakeWork | RestoreWork | RemoveWork;

/** How long a begun work takes in ms; null when there was nothing to do; `awaited` when a nested stack's end finishes it. */
export type Begun = number | 'awaited' | null;

export type PhaseName = 'create' | 'rollback' | 'update' | 'cleanup' | 'restore' | 'restoreCleanup' | 'delete';

/** What happens when a create or an update fails. */
export type OnFailure = 'ROLLBACK' | 'DO_NOTHING' | 'DELETE';

/** A running operation of a stack, as data: it survives being saved in the middle. */
export interface Operation {
  /** Tells the tasks of this operation from those of an earlier one. */
  readonly number: number;
  phase: PhaseName;
  works: Work[];
  /** Milliseconds for each work when the template sets the pace; null: the types' own durations. */
  pace: number | null;
  readonly rehearsal: Rehearsal;
  readonly onFailure: OnFailure;
  /** Status and reason before a delete began: the stack goes back there when an export is in use. */
  readonly before: { readonly status: string; readonly reason: string | null };
  /** Logical ids that a delete, or a continued rollback, leaves alone. */
  readonly skip: readonly string[];
  /** Resources that are there already and become the stack's: names by logical id. Not there in states of older versions. */
  readonly takesIn?: Readonly<Record<string, string>>;
  /** What an update leads away from. */
  readonly previous: Snapshot | null;
  /** Resources for the cleanup to delete: replaced ones, and those that left the template. */
  leftovers: ResourceRecord[];
}

/** Everything that an update changes, as it was before. */
export interface Snapshot {
  readonly config: StackConfig;
  readonly resources: Readonly<Record<string, ResourceRecord>>;
  readonly imports: readonly string[];
  readonly outputs: readonly OutputRecord[];
  readonly changeSetId: string | null;
}
