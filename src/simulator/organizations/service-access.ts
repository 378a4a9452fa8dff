import { textOf, type Input } from '../input.ts';
import { drop, own, put } from '../record.ts';
import type { Operation } from '../service.ts';
import { slice, type SimulatorState } from '../state.ts';
import { invalidInput } from './faults.ts';
import { asManagement } from './member.ts';
import { pageOf } from './pages.ts';

/** Services that the organization trusts, by principal: since when, ms since 1970. */
function trustedServices(state: SimulatorState): Record<string, number> {
  return slice<Record<string, number>>(state, 'organizations-service-access', () => ({}));
}

/** Whether a service may work with the organization's accounts, e.g. `account.amazonaws.com`. */
export function isTrusted(state: SimulatorState, principal: string): boolean {
  return own(trustedServices(state), principal) !== undefined;
}

/** From now on the service may. */
export function trust(state: SimulatorState, principal: string): void {
  if (!isTrusted(state, principal)) put(trustedServices(state), principal, state.now);
}

export const enableAwsServiceAccess: Operation = (input, call) => {
  asManagement(call);
  trust(call.state, principalIn(input));
  return {};
};

export const disableAwsServiceAccess: Operation = (input, call) => {
  asManagement(call);
  drop(trustedServices(call.state), principalIn(input));
  return {};
};

export const listAwsServiceAccess: Operation = (input, call) => {
  asManagement(call);
  const all = Object.entries(trustedServices(call.state)).map(([id, since]) => ({ id, since }));
  const { items, NextToken } = pageOf(all, input);
  const principals = items.map(({ id, since }) => ({ ServicePrincipal: id, DateEnabled: new Date(since) }));
  return { EnabledServicePrincipals: principals, NextToken };
};

/** The principal of a service that a request names. */
export function principalIn(input: Input): string {
  const principal = textOf(input, 'ServicePrincipal');
  if (principal === null) throw invalidInput('INPUT_REQUIRED', 'You must specify a value for ServicePrincipal.');
  if (!/^[\w+=,.@-]{1,128}$/.test(principal)) {
    throw invalidInput('UNRECOGNIZED_SERVICE_PRINCIPAL', 'You specified an unrecognized service principal.');
  }
  return principal;
}
