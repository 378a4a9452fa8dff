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
  /** Of an account or a policy. */
  tagsOf(id: string): Promise<Record<string, string>>;
  /** Tags of a project's accounts by account id, as AWS's late copy of them has them; empty for who may not ask. */
  copiedTags(project: string): Promise<ReadonlyMap<string, Record<string, string>>>;
  tagAccount(accountId: string, tags: Record<string, string>): Promise<void>;
  untagAccount(accountId: string, keys: readonly string[]): Promise<void>;
  /** Accepted, not done: the account goes through PENDING_CLOSURE. `already`: closed, or being closed. */
  closeAccount(accountId: string): Promise<'accepted' | 'already'>;
  readonly policies: PoliciesGateway;
}

/** Service control policies. The tags of one are read with `tagsOf`. */
export interface PoliciesGateway {
  /** All of the organization, AWS's own too. */
  list(): Promise<PolicySummary[]>;
  /** On a root, unit or account itself, not what it inherits. */
  attachedTo(target: string): Promise<PolicySummary[]>;
  /** The document as text. */
  content(id: string): Promise<string>;
  /** Answers the id. Throws AwsError when the name is taken. */
  create(policy: NewPolicy): Promise<string>;
  update(id: string, content: string): Promise<void>;
  /** Already there counts as done. Turns service control policies on where they are off. */
  attach(id: string, target: string): Promise<void>;
  /** Not there counts as done. */
  detach(id: string, target: string): Promise<void>;
  /** Gone already counts as done. */
  remove(id: string): Promise<void>;
}

export interface PolicySummary {
  readonly id: string;
  readonly name: string;
  /** One of AWS's own. */
  readonly managed: boolean;
}

export interface NewPolicy {
  readonly name: string;
  readonly description: string;
  readonly content: string;
  readonly tags: Readonly<Record<string, string>>;
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
