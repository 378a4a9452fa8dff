import { own } from '../record.ts';
import { notFound } from './faults.ts';
import type { Member } from './member.ts';
import type { StoredAccount, StoredUnit } from './store.ts';

/** An account by id; throws AccountNotFoundException. */
export function accountOf(member: Member, id: string): StoredAccount {
  const account = own(member.accounts, id);
  if (account === undefined) throw notFound('Account', id);
  return account;
}

/** A unit by id; throws OrganizationalUnitNotFoundException. */
export function unitOf(member: Member, id: string): StoredUnit {
  const unit = own(member.units, id);
  if (unit === undefined) throw notFound('OrganizationalUnit', id);
  return unit;
}

/** Passes the id of the root or of a unit; throws `<kind>NotFoundException` for any other. */
export function parentId(member: Member, id: string, kind = 'Parent'): string {
  if (id !== member.organization.root && own(member.units, id) === undefined) throw notFound(kind, id);
  return id;
}

export function accountsIn(member: Member, parent: string): StoredAccount[] {
  return Object.values(member.accounts).filter((account) => account.parent === parent);
}

export function unitsIn(member: Member, parent: string): StoredUnit[] {
  return Object.values(member.units).filter((unit) => unit.parent === parent);
}

/** Ids from the root down to a root or unit, itself included. */
export function lineTo(member: Member, id: string): string[] {
  const unit = own(member.units, id);
  return unit === undefined ? [id] : [...lineTo(member, unit.parent), id];
}
