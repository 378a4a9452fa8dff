/** Organizations as the rest of the program sees it. Every call is made as the caller, signed for the partition's home region. */
export interface OrganizationsGateway {
  /** Null when the caller's account is in no organization. */
  describeOrganization(): Promise<Organization | null>;
  /** All features on; waits until the organization can be used. */
  createOrganization(): Promise<Organization>;
  rootId(): Promise<string>;
  /** Every account, closed ones of the last 90 days too; all pages, empty ones included. */
  listAccounts(): Promise<OrganizationAccount[]>;
  describeAccount(id: string): Promise<OrganizationAccount | null>;
  /** Requests that are still in progress. */
  creationsInProgress(): Promise<AccountCreation[]>;
  /** Sent exactly once: it has no idempotency token, so only an answer that says "throttled" is retried. */
  createAccount(request: {
    email: string;
    name: string;
    role: string;
    tags: Record<string, string>;
  }): Promise<AccountCreation>;
  describeCreation(requestId: string): Promise<AccountCreation>;
  /** Id of the root or unit that holds the account. */
  parentOf(accountId: string): Promise<string>;
  /** Units directly below a root or unit. */
  unitsBelow(parentId: string): Promise<OrganizationalUnit[]>;
  createUnit(parentId: string, name: string): Promise<OrganizationalUnit>;
  /** Already there counts as done. */
  moveAccount(accountId: string, from: string, to: string): Promise<void>;
  tagsOf(accountId: string): Promise<Record<string, string>>;
  tagAccount(accountId: string, tags: Record<string, string>): Promise<void>;
  untagAccount(accountId: string, keys: readonly string[]): Promise<void>;
  /** Accepted, not done: the account goes through PENDING_CLOSURE. `already`: closed, or being closed. */
  closeAccount(accountId: string): Promise<'accepted' | 'already'>;
}

export interface Organization {
  readonly id: string;
  readonly managementAccount: string;
  readonly allFeatures: boolean;
}

/** PENDING_ACTIVATION, ACTIVE, SUSPENDED (restricted by AWS), PENDING_CLOSURE, CLOSED; AWS may add more. */
export type AccountState = 'PENDING_ACTIVATION' | 'ACTIVE' | 'SUSPENDED' | 'PENDING_CLOSURE' | 'CLOSED' | (string & {});

export interface OrganizationAccount {
  readonly id: string;
  readonly arn: string;
  readonly email: string;
  readonly name: string;
  readonly state: AccountState;
  /** Milliseconds since 1970; null when AWS leaves it out. */
  readonly joined: number | null;
  /** Ids from the root down, e.g. `['r-1', 'ou-1-a']`; null when AWS leaves `Paths` out. */
  readonly path: readonly string[] | null;
}

export interface AccountCreation {
  readonly requestId: string;
  readonly name: string;
  readonly state: 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED';
  readonly accountId: string | null;
  /** An open list, e.g. EMAIL_ALREADY_EXISTS. */
  readonly failureReason: string | null;
}

export interface OrganizationalUnit {
  readonly id: string;
  readonly name: string;
}
