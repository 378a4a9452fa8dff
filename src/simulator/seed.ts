import { addRole } from './iam/store.ts';
import { addOrganization } from './organizations/organization.ts';
import { organizationsOf, type StoredAccount, type StoredOrganization } from './organizations/store.ts';
import { trusting } from './organizations/create-account.ts';
import { DEFAULT_SETTINGS } from './settings.ts';
import type { SimulatorState } from './state.ts';

/** An organization with all features and nothing in it but its management account. */
export function seedOrganization(
  state: SimulatorState,
  management = DEFAULT_SETTINGS.managementAccount,
): StoredOrganization {
  return addOrganization(state, { management, features: 'ALL', now: state.now });
}

export interface SeededAccount {
  readonly id: string;
  /** Name of the role by which it is entered. */
  readonly roleName?: string;
  /** Id of the account whose principals may assume it; the management account when left out. */
  readonly trust?: string;
  /** What they have to give, if anything. */
  readonly externalId?: string;
  /** Given for an account of the organization, below its root; an account without it is somebody else's. */
  readonly member?: Pick<StoredAccount, 'email' | 'name'> & Partial<Pick<StoredAccount, 'state' | 'parent'>>;
}

/** An account that was there before, with a role to enter it by; answers the role's ARN. */
export function seedAccount(state: SimulatorState, account: SeededAccount): string {
  const all = organizationsOf(state);
  const trusted = account.trust ?? all.organization?.management ?? DEFAULT_SETTINGS.managementAccount;
  if (account.member !== undefined) addMember(state, account.id, account.member);
  const name = account.roleName ?? 'OrganizationAccountAccessRole';
  const trust = trusting(trusted, account.externalId);
  return addRole(
    state,
    account.id,
    { name, trust, managed: ['arn:aws:iam::aws:policy/AdministratorAccess'] },
    state.now,
  ).arn;
}

/** A member of the organization: below its root, and active, unless told otherwise. */
export function addMember(state: SimulatorState, id: string, member: NonNullable<SeededAccount['member']>): void {
  const { organization, accounts, emails } = organizationsOf(state);
  if (organization === null) throw new Error('a member account needs an organization: seedOrganization first');
  const { email } = member;
  const common = { state: 'ACTIVE', closing: false, method: 'INVITED', parent: organization.root } as const;
  accounts[id] = { id, joined: state.now, ...common, ...member };
  emails[email.toLowerCase()] = true;
}
