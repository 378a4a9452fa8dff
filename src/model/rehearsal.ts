import type { ServiceOutcome } from './outcome.ts';
import type { Fault, RateWait, SandboxStack } from './sandbox.ts';

/** The document of `rehearse`. Times are predictions, in seconds. */
export interface RehearsalOutcome {
  readonly environment: string;
  /** Null while there is no account. */
  readonly accountId: string | null;
  /** What it begins with: AWS as it is, or an organization without anything in it. */
  readonly from: 'actual' | 'empty';
  readonly outcome: 'succeeded' | 'unchanged' | 'failed';
  readonly seconds: number;
  /** What the whole had to wait for, in order. */
  readonly criticalPath: readonly PathStep[];
  readonly criticalPathSeconds: number;
  /** Requests to AWS of the whole command, retries included; `calls` are the same by `service:Operation`. */
  readonly apiCalls: number;
  readonly calls: Readonly<Record<string, number>>;
  /** The rate of AWS that requests waited for the longest; null when none waited for a second. */
  readonly rate: RateWait | null;
  readonly services: readonly RehearsedService[];
  /** What was taken for granted, for a person. */
  readonly assumptions: readonly string[];
  /** Empty without `--faults`. */
  readonly faults: readonly FaultOutcome[];
}

export interface PathStep {
  /** `account`, `baseline`, or a service, `notes` or `notes@us-east-1`; of another environment with its name in front. */
  readonly step: string;
  /** After the beginning of the whole. */
  readonly start: number;
  readonly seconds: number;
}

export interface RehearsedService extends Omit<ServiceOutcome, 'outputs'> {
  /** Where its duration comes from: earlier deployments, or the table of resource types; null when nothing was done. */
  readonly basis: 'history' | 'types' | null;
}

/** What one failure would leave behind, and what the next run would make of it. */
export interface FaultOutcome {
  readonly fault: Fault['kind'];
  /** What it strikes: a service, the step during which the process ends, a service of AWS; null: everything. */
  readonly subject: string | null;
  /** Seconds after the beginning; null for what lasts all the time. */
  readonly at: number | null;
  /** What the run came to; `killed`: it said nothing any more. */
  readonly outcome: 'succeeded' | 'unchanged' | 'failed' | 'killed';
  readonly seconds: number;
  /** Code of the first error; null when there was none, or nobody left to tell it. */
  readonly error: string | null;
  /** Stacks that are not as the rehearsal without failures left them, a minute later. */
  readonly left: readonly Omit<SandboxStack, 'account'>[];
  /** True: the lock was not given back. */
  readonly locked: boolean;
  /** The same command again, a minute later, with nothing in its way; null when there was nothing left to do. */
  readonly next: NextRun | null;
  readonly recovers: boolean;
}

export interface NextRun {
  readonly outcome: 'succeeded' | 'unchanged' | 'failed';
  readonly seconds: number;
  readonly apiCalls: number;
  /** What it had to do. */
  readonly services: readonly Pick<ServiceOutcome, 'service' | 'region' | 'outcome'>[];
  readonly error: string | null;
}
