import { constraintViolation } from './faults.ts';
import { required } from './fields.ts';
import { own } from '../record.ts';
import { AwsFault, type Call, type Operation } from '../service.ts';
import { slice, type SimulatorState } from '../state.ts';
import { asManagement, asMember, type Member } from './member.ts';
import { pageOf } from './pages.ts';
import { presentAccount } from './present.ts';
import { isTrusted, principalIn } from './service-access.ts';
import { accountOf } from './tree.ts';

/** Accounts that administer a service for the organization: since when, ms since 1970, by the service's principal. */
function delegations(state: SimulatorState): Record<string, Record<string, number>> {
  return slice<Record<string, Record<string, number>>>(state, 'organizations-delegated', () => ({}));
}

/** Whether an account administers a service; without `principal` any of them. */
export function isDelegated(state: SimulatorState, account: string, principal?: string): boolean {
  const all = delegations(state);
  const services = principal === undefined ? Object.values(all) : [own(all, principal) ?? {}];
  return services.some((accounts) => own(accounts, account) !== undefined);
}

/** From now on the account administers the service. */
export function delegate(state: SimulatorState, account: string, principal: string): void {
  (delegations(state)[principal] ??= {})[account] = state.now;
}

/** Who may look at everything: the management account, and delegated administrators of any service (user guide, "Delegated administrator"). */
export function asReader(call: Pick<Call, 'state' | 'account'>): Member {
  return isDelegated(call.state, call.account) ? asMember(call) : asManagement(call);
}

export const registerDelegatedAdministrator: Operation = (input, call) => {
  const member = asManagement(call);
  const { id } = accountOf(member, required(input, 'AccountId'));
  const principal = principalIn(input);
  if (id === member.organization.management || !isTrusted(call.state, principal)) {
    const text = 'You cannot register the management account, or an account for a service that is not trusted.';
    throw constraintViolation('CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR', text);
  }
  if (isDelegated(call.state, id, principal)) {
    throw new AwsFault('AccountAlreadyRegisteredException', 'The account is a delegated administrator already.');
  }
  delegate(call.state, id, principal);
  return {};
};

export const listDelegatedAdministrators: Operation = (input, call) => {
  const member = asReader(call);
  const accounts = Object.values(delegations(call.state)).flatMap((services) => Object.entries(services));
  const { items, NextToken } = pageOf(
    [...new Map(accounts)].map(([id, since]) => ({ id, since })),
    input,
  );
  const found = items.map(({ id, since }) => {
    const { Paths: _inAccountAlone, ...account } = presentAccount(member, accountOf(member, id));
    return { ...account, DelegationEnabledDate: new Date(since) };
  });
  return { DelegatedAdministrators: found, NextToken };
};
