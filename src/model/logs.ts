import type { LogEvent } from '../aws/types/logs.ts';

/** A log group in one region. */
export interface LogPlace {
  readonly region: string;
  readonly group: string;
}

/** One event, and where it was written. */
export interface LogLine extends LogPlace, LogEvent {}
