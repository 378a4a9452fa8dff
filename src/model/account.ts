import type { AccountCreation, AccountState, Organization } from '../aws/types/organizations.ts';
import type { Contact, ContactType, Tags } from './environment.ts';

/** What is known of one account. A part that nobody asked AWS for is null. */
export interface ObservedAccount {
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly state: AccountState | null;
  /** When it joined the organization, ms since 1970. */
  readonly joined: number | null;
  /** Path below the root, e.g. `Workloads/Staging`; empty for the root itself; null when nobody asked. */
  readonly unit: string | null;
  readonly tags: Tags | null;
}

/** What AWS said about the account of one environment, as plain JSON. */
export interface AccountObservation {
  /** Account of the caller's own credentials. */
  readonly caller: string;
  /** Null: the caller is in none, or nobody asked; see `asked`. */
  readonly organization: Organization | null;
  /** False: Organizations was not asked, because the definition says enough. */
  readonly asked: boolean;
  /** The live account of the environment, `NotOwned` ones too; null when there is none. */
  readonly account: ObservedAccount | null;
  /**
   * What the tags of the account say. `unasked`: the definition names it by its id. `foreign`: it carries the tags of
   * another environment, so that not even `--adopt` takes it.
   */
  readonly ownership: 'owned' | 'untagged' | 'foreign' | 'unasked';
  /** True: AWS's copy of the tags said so, which may be late. Absent: the account itself. */
  readonly copied?: true;
  /** The account that was this environment's, or has its e-mail, and is closed, closing, or not to be used. */
  readonly ended: ObservedAccount | null;
  /** A creation under the account's name that is still going on. */
  readonly creation: AccountCreation | null;
  /** The IAM account alias; null when there is none, undefined when it could not be read or is not wanted. */
  readonly alias?: string | null;
  /** Alternate contacts of the kinds that the definition gives; undefined when they could not be read or are not wanted. */
  readonly contacts?: Readonly<Partial<Record<ContactType, Contact | null>>>;
  /** How many accounts the organization has, closed ones included; undefined when nobody listed them. */
  readonly listed?: number;
}

/**
 * `manage`: create-account, import, close-account and list ask Organizations; `use`: only when the id is not known; `see`:
 * the same, and who changes something after all has to call `confirmAccount` first.
 */
export type AccountPurpose = 'see' | 'use' | 'manage';

export type AccountChangeKind = 'move' | 'rename' | 'tag' | 'contact' | 'alias';

/** One difference, for a person. `from` is null where there was nothing. */
export interface AccountChange {
  readonly change: AccountChangeKind;
  readonly from: string | null;
  readonly to: string;
}

/** What will happen to the account of an environment. */
export interface AccountPlan {
  readonly id: string | null;
  readonly name: string;
  readonly action: 'none' | 'create' | 'adopt' | 'update';
  readonly changes: readonly AccountChangeKind[];
  /** The same changes with what they start from and lead to. */
  readonly details: readonly AccountChange[];
  /** The environment whose account it is, where that is another one. */
  readonly of?: string;
}

/** The document of create-account and import. */
export interface AccountOutcome {
  readonly environment: string;
  readonly accountId: string;
  readonly name: string | null;
  readonly email: string | null;
  /** Null: the root, or not known. */
  readonly organizationalUnit: string | null;
  /** The role by which the account is entered; null: the caller's own or a profile's credentials. */
  readonly roleArn: string | null;
  readonly outcome: 'created' | 'existing' | 'adopted';
  readonly seconds: number;
}

/** The document of close-account. */
export interface CloseOutcome {
  readonly environment: string;
  readonly accountId: string | null;
  readonly outcome: 'closing' | 'closed' | 'already-closed' | 'queued' | 'kept';
  /** Null: Organizations was not asked. */
  readonly state: AccountState | null;
  /** Date on which the account stops counting against the organization's quota: 90 days after it was closed. */
  readonly freesQuotaOn: string | null;
}

/** An account that carries this project's tags and that no definition describes. */
export interface OrphanedAccount {
  readonly environment: string;
  readonly account: ObservedAccount;
}

/** What `list` shows of the organization. */
export interface OrganizationObservation {
  readonly caller: string;
  readonly organization: Organization | null;
  /** By the name of the environment; null where there is no account. */
  readonly accounts: Readonly<Record<string, ObservedAccount | null>>;
  readonly orphans: readonly OrphanedAccount[];
}
