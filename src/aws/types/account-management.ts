import type { Contact, ContactType } from '../../model/environment.ts';

/** Account Management (name, contacts and regions of one account). */
export interface AccountManagementGateway {
  /** The organization may show the old name for some hours. */
  rename(name: string): Promise<void>;
  /** An alternate contact; null when there is none. */
  contact(type: ContactType): Promise<Contact | null>;
  putContact(type: ContactType, contact: Contact): Promise<void>;
  /** How the account stands to each region, by name. */
  regions(): Promise<Readonly<Record<string, RegionStatus>>>;
  /** Accepted, not done: takes minutes to hours. One that is enabled already stays so. */
  enableRegion(name: string): Promise<void>;
}

/** Only the first two can be worked in. AWS may add more. */
export type RegionStatus = 'ENABLED_BY_DEFAULT' | 'ENABLED' | 'ENABLING' | 'DISABLING' | 'DISABLED' | (string & {});
