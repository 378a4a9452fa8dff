import { own } from '../../record.ts';
import { isTrusted } from '../../organizations/service-access.ts';
import { asManagement, type Member } from '../../organizations/member.ts';
import { organizationsOf } from '../../organizations/store.ts';
import { lineTo } from '../../organizations/tree.ts';
import type { SimulatorState } from '../../state.ts';
import { validationError } from '../faults.ts';
import type { Site } from '../site.ts';

/** By this principal Organizations knows StackSets. Source: user guide, "Activate trusted access for StackSets with Organizations". */
export const STACK_SETS_PRINCIPAL = 'member.org.stacksets.cloudformation.amazonaws.com';

/** An account that a set is deployed to, with the unit through which. */
interface TargetAccount {
  readonly account: string;
  readonly unit: string;
}

/**
 * Accounts in these units and below them, oldest first. Closed ones are left out, and so is the management account always.
 * Source: user guide, "Service-managed permissions" and its considerations.
 */
export function accountsBelow(state: SimulatorState, units: readonly string[]): TargetAccount[] {
  const { accounts, organization } = organizationsOf(state);
  const open = Object.values(accounts).filter(
    ({ id, state: is }) => id !== organization?.management && is === 'ACTIVE',
  );
  return open.flatMap(({ id }) => {
    const unit = unitAbove(state, id, units);
    return unit === undefined ? [] : [{ account: id, unit }];
  });
}

/** The same of one account, closed or not: a set stays with an account that is closed. */
export function isBelow(state: SimulatorState, account: string, units: readonly string[]): boolean {
  return unitAbove(state, account, units) !== undefined;
}

/** The one of these units that an account is in or below; undefined when it is in none, or not in the organization. */
export function unitAbove(state: SimulatorState, account: string, units: readonly string[]): string | undefined {
  const all = organizationsOf(state);
  const { organization } = all;
  const parent = own(all.accounts, account)?.parent;
  if (organization === null || parent === undefined) return undefined;
  const line = lineTo({ ...all, organization }, parent);
  return units.find((id) => line.includes(id));
}

/** Throws unless the caller administers the organization and StackSets may work with it. */
export function checkAdministrator(site: Site): Member {
  const member = asManagement(site);
  if (!isTrusted(site.state, STACK_SETS_PRINCIPAL)) {
    throw validationError('You must enable organizations access to operate a service managed stack set');
  }
  return member;
}

/** Throws for what is neither the root nor a unit of the organization. */
export function checkUnits(units: readonly string[], member: Member): void {
  if (units.length === 0) throw validationError('OrganizationalUnitIds are required');
  const unknown = units.filter((id) => id !== member.organization.root && own(member.units, id) === undefined);
  if (unknown.length > 0) throw validationError(`OrganizationalUnitIds [${unknown.join(', ')}] not found`);
}
