import type { Member } from './member.ts';
import { lineTo } from './tree.ts';
import { policyState } from './policy-store.ts';
import type { SimulatorState } from '../state.ts';
import type { StoredAccount, StoredCreation, StoredUnit } from './store.ts';

type Output = Record<string, unknown>;

/** `arn:aws:organizations::<management account>:<kind>/<organization>[/<id>]` */
export function arnOf({ organization }: Member, kind: string, id?: string): string {
  const path = id === undefined ? organization.id : `${organization.id}/${id}`;
  return `arn:aws:organizations::${organization.management}:${kind}/${path}`;
}

/** `o-…/r-…/ou-…/…/`, as it stands in Paths and in aws:PrincipalOrgPaths. */
function pathTo(member: Member, id: string): string {
  return [member.organization.id, ...lineTo(member, id), ''].join('/');
}

export function presentOrganization(member: Member, state: SimulatorState): Output {
  const { organization } = member;
  return {
    Id: organization.id,
    Arn: arnOf(member, 'organization'),
    FeatureSet: organization.features,
    MasterAccountArn: arnOf(member, 'account', organization.management),
    MasterAccountId: organization.management,
    MasterAccountEmail: organization.email,
    AvailablePolicyTypes: policyTypes(member, state),
  };
}

/** Organizations with all features have service control policies on from the start; those for billing alone have none. */
export function policyTypes({ organization }: Member, state: SimulatorState): Output[] {
  return organization.features === 'ALL' && policyState(state).enabled
    ? [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }]
    : [];
}

/** Without Status, which AWS retired in September 2026. */
export function presentAccount(member: Member, account: StoredAccount): Output {
  return {
    Id: account.id,
    Arn: arnOf(member, 'account', account.id),
    Email: account.email,
    Name: account.name,
    State: account.state,
    Paths: [`${pathTo(member, account.parent)}${account.id}/`],
    JoinedMethod: account.method,
    JoinedTimestamp: new Date(account.joined),
  };
}

export function presentUnit(member: Member, unit: StoredUnit): Output {
  return { Id: unit.id, Arn: arnOf(member, 'ou', unit.id), Name: unit.name, Path: pathTo(member, unit.id) };
}

/** A CreateAccountStatus; it never tells the e-mail. */
export function presentCreation(creation: StoredCreation): Output {
  return {
    Id: creation.id,
    AccountName: creation.name,
    State: creation.state,
    RequestedTimestamp: new Date(creation.requested),
    CompletedTimestamp: creation.completed === null ? undefined : new Date(creation.completed),
    AccountId: creation.account ?? undefined,
    FailureReason: creation.failure ?? undefined,
  };
}
