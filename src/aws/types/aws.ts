import type { AccountGateways } from './account.ts';
import type { OrganizationsGateway } from './organizations.ts';

/** All of AWS for one run. Made once in the composition root, passed down; sessions and clients are kept inside. */
export interface Aws {
  /** GetCallerIdentity of the caller's own credentials; asked once. Throws CredentialsMissing. */
  caller(): Promise<Caller>;
  /** How far AWS's clock is ahead of this machine's, in milliseconds, exact to a second or two. Throws CredentialsMissing. */
  ahead(): Promise<number>;
  readonly organizations: OrganizationsGateway;
  /**
   * Gateways into an account. A session is made once per account and role and renewed before it ends. When the caller is
   * already in the account and `role` is null, the caller's own credentials are used. Throws AccessDenied at once for an
   * account older than 20 minutes, and retries for a younger one (`young`), up to 10 minutes, then AccountNotReady.
   * Throws WrongAccount when the credentials turn out to be another account's.
   */
  enter(access: Access): Promise<AccountGateways>;
  /** What was called so far. */
  readonly calls: CallCounter;
}

export interface Caller {
  readonly account: string;
  readonly arn: string;
}

export interface Access {
  /** Null: whatever account the profile leads to. */
  readonly account: string | null;
  /** ARN of the role to assume; null: the caller's (or the profile's) credentials as they are. */
  readonly role: string | null;
  readonly externalId: string | null;
  readonly profile: string | null;
  /** True for an account that was created less than 20 minutes ago. */
  readonly young: boolean;
  /** A region of the environment: STS is asked there. */
  readonly region: string;
}

export interface CallCounter {
  /** Requests sent, retries included. */
  total(): number;
  /** By `service:Operation`. */
  byOperation(): Readonly<Record<string, number>>;
}
