import type { AwsCredentialIdentity } from '@smithy/types';
import type { HttpHandler } from '@smithy/protocol-http';
import type { Clock } from '../model/clock.ts';

/** How this run reaches AWS. */
export interface AwsOptions {
  readonly clock: Clock;
  /** The caller's region: STS is asked there, and it names the partition. */
  readonly region: string;
  /** A profile of the shared configuration; null: what the SDK finds by itself (environment, AWS_PROFILE, instance). */
  readonly profile: string | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Who runs it, for the name of sessions where `env` does not say. */
  readonly user?: string;
  /** Stands in for the network; configured endpoints are ignored then. */
  readonly requestHandler?: HttpHandler;
  /** Stand in for the caller's own credentials. */
  readonly credentials?: AwsCredentialIdentity;
  /** Beside those: stand in for the credentials of profiles, by name. */
  readonly profiles?: Readonly<Record<string, AwsCredentialIdentity>>;
  /** Told of every request that was answered or failed. */
  readonly onCall?: (record: CallRecord) => void;
  /**
   * Ends the waits that may last minutes: for a new account, for a new organization. Requests and short waits go on, so
   * that what has begun can be brought to an end (a lock released) after the person has asked to stop.
   */
  readonly signal?: AbortSignal;
  /** From 0 to below 1; spreads retries. */
  readonly random?: () => number;
}

/** One request as it was sent: retries are records of their own. */
export interface CallRecord {
  /** e.g. `cloudformation` */
  readonly service: string;
  /** e.g. `DescribeStacks` */
  readonly operation: string;
  /** Account id; `caller` for what is asked with the caller's own credentials before anything is known of them. */
  readonly account: string;
  readonly region: string;
  /** 1 for the first. */
  readonly attempt: number;
  /** Milliseconds since 1970, by the run's clock. */
  readonly start: number;
  /** Milliseconds before that for which it was held back, so that AWS's rate is kept to. */
  readonly waited: number;
  /** Milliseconds. */
  readonly duration: number;
  /** AWS's error code; null when it succeeded. */
  readonly error: string | null;
}
