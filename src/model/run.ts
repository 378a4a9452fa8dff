import type { Aws } from '../aws/types/aws.ts';
import type { Clock } from './clock.ts';

/** What everything that talks to AWS is handed: the only way to AWS, to time, to the person and to being stopped. */
export interface Run {
  readonly aws: Aws;
  readonly clock: Clock;
  readonly emit: (event: Event) => void;
  /** Asks the person while things go on; null where nobody can be asked. */
  readonly ask: ((question: string) => Promise<boolean>) | null;
  /** Asks an address of a service whether it is well. */
  readonly probe: (url: string) => Promise<Health>;
  /** True: commands of the project are taken to have run; what they do reaches beyond a sandbox. */
  readonly isRehearsal?: true;
  /** Aborted on SIGINT and SIGTERM: nothing new starts after that. */
  readonly signal: AbortSignal;
  /** True: somebody watches, and is told which resources are in work; that costs requests. Absent: no. */
  readonly isWatched?: boolean;
  /** Names of CloudFormation's resource types when this envctl was built, for hints: there are newer ones. Absent: none are known. */
  readonly resourceTypes?: () => Promise<readonly string[]>;
}

/** `unknown`: it could not be reached from here. */
export type Health = 'ok' | 'failing' | 'unknown';

/** One thing that happened, as data; `report/` turns it into a line, a live table, or nothing. */
export interface Event {
  readonly environment: string;
  /** What it happened to: `account`, `baseline`, or a service, `notes` or `notes@us-east-1`. */
  readonly subject: string;
  readonly phase: 'queued' | 'started' | 'progress' | 'waiting' | 'done' | 'failed' | 'skipped' | 'note';
  /** Lower-case, without a full stop: `created`, `stack CREATE_IN_PROGRESS: Table`. */
  readonly message: string;
  /** With `queued`: what it waits for, and how long it is expected to take. */
  readonly turn?: Turn;
}

/** What is known of a subject before it has its turn. */
export interface Turn {
  /** Labels of what has to be done before: `staging/database`. */
  readonly after: readonly string[];
  /** Seconds, from earlier deployments; null when there were none. */
  readonly expected: number | null;
}
