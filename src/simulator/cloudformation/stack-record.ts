import type { Operation } from './engine/operation.ts';
import type { EventRecord, OutputRecord, ResourceRecord, StackConfig } from './records.ts';

/** One stack, deleted ones too. Times are ms since 1970. */
export interface StackRecord {
  readonly id: string;
  readonly name: string;
  status: string;
  reason: string | null;
  readonly created: number;
  updated: number | null;
  deleted: number | null;
  config: StackConfig;
  outputs: OutputRecord[];
  /** Names of the exports that it uses. */
  imports: string[];
  /** By logical id. */
  resources: Record<string, ResourceRecord>;
  /** Oldest first. */
  events: EventRecord[];
  /** The change set that was executed last. */
  changeSetId: string | null;
  role: string | null;
  terminationProtection: boolean;
  /** Client request token of the last operation. */
  token: string | null;
  /** The last operation, running or ended; its `number` tells late tasks from present ones. */
  operation: Operation | null;
  /** Of a stack that stands for one of another AWS: what outputs came to here, and what they are there. */
  seeded?: Readonly<Record<string, { readonly here: string; readonly there: string }>>;
  /** The stack and resource that this nested stack is, and the stack at the top. */
  readonly parent: { readonly stackId: string; readonly logicalId: string; readonly rootId: string } | null;
}
