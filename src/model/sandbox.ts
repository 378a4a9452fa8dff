import type { SsmParameter } from '../aws/types/account.ts';
import type { Caller } from '../aws/types/aws.ts';
import type { Stack } from '../aws/types/cloudformation.ts';
import type { StackInstance, StackSet } from '../aws/types/stack-sets.ts';
import type { Contact, ContactType, Tags } from './environment.ts';
import type { Event, Run } from './run.ts';

/**
 * An AWS to rehearse on: nothing that happens there reaches the real one. It is given what the real one has, then deployed
 * into, as often as there are failures to try, each time in a copy.
 */
export interface Sandbox {
  /** A run long before the rehearsal, after all that has been seeded so far: what is there already is made as it was made then. */
  before(): Run;
  seedAccount(account: SeedAccount): void;
  /** Accounts that are not members yet become so in this unit, of which nothing more is known. */
  seedUnit(unit: SeedUnit): void;
  /** After the units it goes to, and the accounts in them. Answers what could not be made as it is there, for a person. */
  seedStackSet(set: SeedStackSet): string[];
  /** The same of stacks. */
  seedRegion(region: SeedRegion): string[];
  seedObject(object: SeedObject): void;
  /** The same state again, apart from this one. */
  copy(): Sandbox;
  perform(conditions: Conditions): Performance;
  /** Of every account and region, those that are deleted left out. */
  stacks(): SandboxStack[];
  /** Objects of this key in whatever buckets, as text. */
  objects(key: string): { readonly bucket: string; readonly body: string }[];
  /** Lets what is under way go on until then, ms since 1970. */
  elapse(until: number): void;
}

export interface SandboxStart {
  /** When rehearsals begin, ms since 1970. */
  readonly now: number;
  /** In which the caller is at home. */
  readonly region: string;
  readonly caller: Caller;
  /** Of the organization; null where there is none. */
  readonly management: string | null;
  /** Accounts that the organization may have. */
  readonly accountQuota: number;
  /** Whether StackSets may work with the organization; `delegated`: they may, and the caller's account administers them. */
  readonly stackSets: 'untrusted' | 'trusted' | 'delegated';
}

export interface SeedAccount {
  readonly id: string;
  /** How it is entered; null: with the caller's own credentials. */
  readonly entrance: Entrance | null;
  /** As a member of the organization; null for an account that is none, or of which nothing more is known. */
  readonly member: SeedMember | null;
  readonly alias: string | null;
  readonly contacts: Readonly<Partial<Record<ContactType, Contact | null>>>;
  /** Regions in which quotas are out of the way, because they were looked at where the account really is. */
  readonly regions: readonly string[];
}

export interface Entrance {
  /** Name of the role; null: a profile. */
  readonly role: string | null;
  readonly externalId: string | null;
  readonly profile: string | null;
}

export interface SeedMember {
  readonly name: string;
  readonly email: string;
  /** Closed, or being closed. */
  readonly ended: boolean;
  /** Path below the root; empty for the root. */
  readonly unit: string;
  readonly tags: Tags;
}

/** An organizational unit to which something is deployed. */
export interface SeedUnit {
  /** Below the root: `Workloads/Staging`. */
  readonly path: string;
  /** Ids. */
  readonly accounts: readonly string[];
}

/** A stack set as it is, with those of its stacks that have been seen. */
export interface SeedStackSet extends Omit<StackSet, 'units'> {
  /** From which it is administered. */
  readonly region: string;
  /** Paths below the root, as of `SeedUnit`. */
  readonly targets: readonly string[];
  readonly instances: readonly SeedInstance[];
}

/** `stackId` is that of the other AWS; here its stack has another. */
export interface SeedInstance extends Pick<StackInstance, 'account' | 'region' | 'stackId' | 'reason'> {
  readonly status: 'CURRENT' | 'OUTDATED' | 'INOPERABLE';
  /** False: it has never come up. */
  readonly hasStack: boolean;
}

export interface SeedRegion {
  readonly account: string;
  readonly region: string;
  readonly stacks: readonly SeedStack[];
  readonly parameters: readonly SsmParameter[];
}

/** A stack as it is. Without its template it is there, with outputs and exports, but has no resources. */
export interface SeedStack extends Stack {
  readonly template: string | null;
}

export interface SeedObject {
  readonly bucket: string;
  readonly key: string;
  readonly body: Uint8Array;
}

/** How long operations of one stack take, in seconds; null: as long as its resources do. */
export interface StackSeconds {
  readonly create: number | null;
  readonly update: number | null;
}

/** What a rehearsal takes place under. */
export interface Conditions {
  /** Ms since 1970; not before anything that has happened in the sandbox. */
  readonly at: number;
  readonly fault: Fault | null;
  /** What is known of durations, by `<region>/<stack>`. */
  readonly seconds: Readonly<Record<string, StackSeconds>>;
}

/** Something that goes wrong. Moments are ms since 1970. */
export type Fault =
  /** The last resource of a stack's next operation. `stack` is `<region>/<name>`. */
  | { readonly kind: 'service'; readonly stack: string }
  /** The same of one stack of a stack set: the first that has its turn. */
  | { readonly kind: 'instance'; readonly stackSet: string }
  /** The process: from then on nothing that it asks is answered. */
  | { readonly kind: 'killed'; readonly at: number }
  /** The caller's credentials, and every session: from then on they are refused. */
  | { readonly kind: 'expired'; readonly at: number }
  /** One service of AWS answers 503 for a time. */
  | { readonly kind: 'outage'; readonly service: string; readonly from: number; readonly until: number }
  /** Every second request to any service. */
  | { readonly kind: 'throttled' }
  /** Every fifth answer to a request that changes something: it is carried out, and the connection breaks. */
  | { readonly kind: 'lost' };

/** A run in a sandbox, with what can be told of it besides its result. */
export interface Performance {
  readonly run: Run;
  readonly events: readonly TimedEvent[];
  /** Where requests waited for the rates that AWS allows, the longest first. */
  waits(): RateWait[];
  /** When each service of AWS was last asked something, ms since 1970. */
  lastCalls(): Readonly<Record<string, number>>;
  /** Resolves when the process is gone (fault `killed`); never otherwise. */
  readonly killed: Promise<void>;
}

export interface TimedEvent extends Event {
  /** Ms since 1970. */
  readonly at: number;
}

/** Time during which requests to one API stood and waited for its rate. */
export interface RateWait {
  /** `organizations:CreateAccount` */
  readonly api: string;
  readonly perSecond: number;
  readonly seconds: number;
}

export interface SandboxStack {
  readonly account: string;
  readonly region: string;
  readonly name: string;
  /** Of one that is up, but not as its stack set is: OUTDATED. */
  readonly status: string;
}
