import { own } from '../record.ts';
import type { TaskCall } from '../service.ts';
import type { SimulatorState } from '../state.ts';
import { organizationsOf } from './store.ts';

/** Id of the organization that an account is in; null when it is in none. */
export function organizationIdOf(state: SimulatorState, account: string): string | null {
  const { accounts, organization } = organizationsOf(state);
  return own(accounts, account) === undefined ? null : (organization?.id ?? null);
}

/** False from the moment on that an account's closure shows. Accounts of no organization are open. */
export function isOpen(state: SimulatorState, account: string): boolean {
  const stored = own(organizationsOf(state).accounts, account);
  return stored === undefined || stored.state === 'ACTIVE';
}

/** Whether roles of an account can be assumed: in a new one not before `roleReadyMs`, in a closed one never again. */
export function canBeEntered(
  { state, now, settings }: Pick<TaskCall, 'state' | 'now' | 'settings'>,
  account: string,
): boolean {
  const stored = own(organizationsOf(state).accounts, account);
  if (stored === undefined) return true;
  const ready = stored.method === 'INVITED' || stored.joined + settings.roleReadyMs <= now;
  return ready && isOpen(state, account);
}
