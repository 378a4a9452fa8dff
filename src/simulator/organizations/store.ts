import { slice, type SimulatorState } from '../state.ts';

/** What Organizations keeps. There is at most one organization in a simulator. Times are ms since 1970. */
export interface OrganizationsState {
  organization: StoredOrganization | null;
  /** By id, oldest first. */
  units: Record<string, StoredUnit>;
  /** By account id, oldest first; the management account is the first. */
  accounts: Record<string, StoredAccount>;
  /** Requests for new accounts, by id, oldest first. */
  creations: Record<string, StoredCreation>;
  /** When the closures of the last 30 days were accepted. */
  closures: number[];
  /** Of accounts, units, policies and the root, by id. */
  tags: Record<string, Record<string, string>>;
  /** Every e-mail that an account has or had, in lower case: none can be used again. */
  emails: Record<string, true>;
}

export interface StoredOrganization {
  id: string;
  features: 'ALL' | 'CONSOLIDATED_BILLING';
  root: string;
  management: string;
  email: string;
}

export interface StoredUnit {
  id: string;
  name: string;
  /** Id of the root or unit that it is in. */
  parent: string;
}

export interface StoredAccount {
  id: string;
  email: string;
  name: string;
  state: 'ACTIVE' | 'PENDING_CLOSURE' | 'CLOSED';
  /** Closing was accepted; the state shows it only later. */
  closing: boolean;
  method: 'CREATED' | 'INVITED';
  joined: number;
  parent: string;
}

export interface StoredCreation {
  id: string;
  email: string;
  name: string;
  role: string;
  tags: Record<string, string>;
  state: 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED';
  requested: number;
  completed: number | null;
  account: string | null;
  failure: string | null;
}

/** Organizations' part of the state. */
export function organizationsOf(state: SimulatorState): OrganizationsState {
  return slice<OrganizationsState>(state, 'organizations', () => ({
    organization: null,
    units: {},
    accounts: {},
    creations: {},
    closures: [],
    tags: {},
    emails: {},
  }));
}
