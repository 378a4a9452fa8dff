import type { Kind } from './kinds.ts';

/** A command line of a campaign; `Stage` names where it starts. */
export interface Task<Stage = string> {
  readonly line: string;
  readonly stage: Stage;
}

/** One operation of one command meets one kind of trouble. */
export interface Case<T extends Task = Task> {
  readonly task: T;
  readonly operation: string;
  readonly nth: number;
  readonly kind: Kind;
}

/** How a case went. */
export interface CaseResult {
  readonly command: string;
  readonly operation: string;
  readonly nth: number;
  readonly kind: string;
  /** `passed over`: as if nothing had been; `reported`: an error and its exit code; `resumed`: killed, the re-run went on. */
  readonly outcome: 'passed over' | 'reported' | 'resumed' | 'not met';
  /** Each is a defect. */
  readonly problems: readonly string[];
}
