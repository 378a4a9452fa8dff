import { own } from '../record.ts';
import { AwsFault, type Call } from '../service.ts';
import { organizationsOf, type OrganizationsState, type StoredOrganization } from './store.ts';

/** The organization that a caller is in, with everything else that Organizations keeps. */
export interface Member extends OrganizationsState {
  readonly organization: StoredOrganization;
}

/** Any account of the organization; throws AWSOrganizationsNotInUseException for every other. */
export function asMember(call: Pick<Call, 'state' | 'account'>): Member {
  const all = organizationsOf(call.state);
  if (!isMember(all) || own(all.accounts, call.account) === undefined) {
    throw new AwsFault('AWSOrganizationsNotInUseException', 'Your account is not a member of an organization.');
  }
  return all;
}

/** The management account alone. */
export function asManagement(call: Pick<Call, 'state' | 'account'>): Member {
  const member = asMember(call);
  if (member.organization.management !== call.account) {
    throw new AwsFault('AccessDeniedException', "You don't have permissions to access this resource.");
  }
  return member;
}

function isMember(all: OrganizationsState): all is Member {
  return all.organization !== null;
}
