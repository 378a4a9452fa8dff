import { own } from '../record.ts';
import { slice, type SimulatorState } from '../state.ts';

export type ContactType = 'BILLING' | 'OPERATIONS' | 'SECURITY';

export interface StoredContact {
  name: string;
  title: string;
  email: string;
  phone: string;
}

/** `ENABLING` and `DISABLING` last `regionOptMs`. */
export type OptStatus = 'ENABLING' | 'ENABLED' | 'DISABLING';

/** What Account Management keeps of one account. */
export interface AccountSettings {
  contacts: Partial<Record<ContactType, StoredContact>>;
  /** Opt-in regions by name; one that is not here is disabled. */
  regions: Record<string, OptStatus>;
}

function allSettings(state: SimulatorState): Record<string, AccountSettings> {
  return slice<Record<string, AccountSettings>>(state, 'account', () => ({}));
}

/** The settings of an account; none at first. */
export function settingsOf(state: SimulatorState, account: string): AccountSettings {
  const all = allSettings(state);
  all[account] ??= { contacts: {}, regions: {} };
  return all[account];
}

/** Opt-in regions of every account that are being enabled or disabled. */
export function changingRegions(state: SimulatorState): number {
  return Object.values(allSettings(state)).flatMap(({ regions }) =>
    Object.values(regions).filter((one) => one !== 'ENABLED'),
  ).length;
}

/** How an account stands to an opt-in region; null when it is disabled. Looks without making anything. */
export function optStatus(state: SimulatorState, account: string, region: string): OptStatus | null {
  const settings = own(allSettings(state), account);
  return (settings && own(settings.regions, region)) ?? null;
}
