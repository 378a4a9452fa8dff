import { own, put } from '../record.ts';
import { AwsFault, type Call } from '../service.ts';
import { slice } from '../state.ts';

/** Log groups of one account and region, by name. */
export type LogGroups = Record<string, LogGroup>;

export interface LogGroup {
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly created: number;
  streams: Record<string, StoredEvent[]>;
}

export interface StoredEvent {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly ingested: number;
  readonly message: string;
}

/** Only groups that were made by call: those of stacks live in their stacks. */
export function groupsOf({ state, account, region }: Pick<Call, 'state' | 'account' | 'region'>): LogGroups {
  const all = slice<Record<string, LogGroups>>(state, 'logs', () => ({}));
  return (all[`${account}/${region}`] ??= {});
}

/** Throws ResourceNotFoundException. */
export function groupOf(call: Call, name: string): LogGroup {
  const group = own(groupsOf(call), name);
  if (group === undefined) throw notFound('log group');
  return group;
}

/** Throws ResourceNotFoundException. */
export function streamOf(group: LogGroup, name: string): StoredEvent[] {
  const stream = own(group.streams, name);
  if (stream === undefined) throw notFound('log stream');
  return stream;
}

/** Throws ResourceAlreadyExistsException. */
export function add<T>(record: Record<string, T>, name: string, value: T, what: string): void {
  if (own(record, name) !== undefined) {
    throw new AwsFault('ResourceAlreadyExistsException', `The specified ${what} already exists`);
  }
  put(record, name, value);
}

function notFound(what: string): AwsFault {
  return new AwsFault('ResourceNotFoundException', `The specified ${what} does not exist.`);
}
