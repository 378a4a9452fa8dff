import { upperId } from '../ids.ts';
import { slice, type SimulatorState } from '../state.ts';

/** What IAM keeps of one account: IAM is global, so there is no region. */
export interface IamAccount {
  /** By name. */
  roles: Record<string, StoredRole>;
  /** By name. */
  users: Record<string, StoredUser>;
  /** Customer managed policies, by ARN. */
  policies: Record<string, StoredPolicy>;
  /** By ARN. */
  oidcProviders: Record<string, StoredOidcProvider>;
  /** Null: the account has none, which AWS answers with NoSuchEntity. */
  passwordPolicy: Record<string, number | boolean> | null;
  alias: string | null;
}

/** Policy documents are kept as the text that was submitted. Times are ms since 1970. */
export interface StoredRole {
  name: string;
  path: string;
  arn: string;
  id: string;
  trust: string;
  description: string;
  /** Seconds. */
  maxSession: number;
  /** ARN of the permissions boundary. */
  boundary: string | null;
  tags: Record<string, string>;
  /** ARNs of attached managed policies. */
  managed: string[];
  /** Documents of inline policies, by name. */
  inline: Record<string, string>;
  created: number;
}

export interface StoredUser {
  name: string;
  path: string;
  arn: string;
  id: string;
  tags: Record<string, string>;
  created: number;
}

export interface StoredPolicy {
  name: string;
  path: string;
  arn: string;
  id: string;
  description: string;
  /** Of the default version. */
  document: string;
  /** All versions, oldest first, once there is more than the first; the default one's text is `document`. */
  versions?: StoredPolicyVersion[];
  tags: Record<string, string>;
  created: number;
}

export interface StoredPolicyVersion {
  /** `v1`, `v2`, … */
  id: string;
  isDefault: boolean;
  document: string;
  created: number;
}

export interface StoredOidcProvider {
  arn: string;
  /** Without `https://`, as AWS answers it. */
  url: string;
  audiences: string[];
  thumbprints: string[];
  tags: Record<string, string>;
  created: number;
}

/** What a new role needs; what is left out is IAM's default (path `/`, one hour, nothing attached). */
export interface NewRole {
  name: string;
  trust: string;
  path?: string;
  description?: string;
  maxSession?: number;
  boundary?: string | null;
  tags?: Record<string, string>;
  managed?: string[];
  inline?: Record<string, string>;
}

/** IAM's part of an account, empty at first. */
export function iamOf(state: SimulatorState, account: string): IamAccount {
  const accounts = slice<Record<string, IamAccount>>(state, 'iam', () => ({}));
  accounts[account] ??= { roles: {}, users: {}, policies: {}, oidcProviders: {}, passwordPolicy: null, alias: null };
  return accounts[account];
}

/** Puts a role into an account, with an ARN and an id of its own. The caller has checked that the name is free. */
export function addRole(state: SimulatorState, account: string, role: NewRole, now: number): StoredRole {
  const path = role.path ?? '/';
  const stored: StoredRole = {
    name: role.name,
    path,
    arn: `arn:aws:iam::${account}:role${path}${role.name}`,
    id: upperId(state, 'AROA', 17),
    trust: role.trust,
    description: role.description ?? '',
    maxSession: role.maxSession ?? 3600,
    boundary: role.boundary ?? null,
    tags: role.tags ?? {},
    managed: role.managed ?? [],
    inline: role.inline ?? {},
    created: now,
  };
  iamOf(state, account).roles[role.name] = stored;
  return stored;
}
