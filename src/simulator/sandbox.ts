import type { Clock } from '../model/clock.ts';
import type {
  Conditions,
  SandboxStack,
  SandboxStart,
  SeedAccount,
  SeedObject,
  SeedRegion,
  SeedStackSet,
  SeedUnit,
} from '../model/sandbox.ts';
import { settingsOf } from './account/store.ts';
import { taskCall, type World } from './calls.ts';
import { virtualClock } from './clock.ts';
import { seedStacks } from './cloudformation/seed.ts';
import { stacksEverywhere, type Site } from './cloudformation/site.ts';
import { seedStackSet } from './cloudformation/stack-sets/seed.ts';
import { STACK_SETS_PRINCIPAL } from './cloudformation/stack-sets/targets.ts';
import { issueSession } from './credentials.ts';
import { simulatorHandler, type SimulatorHandler } from './handler.ts';
import { iamOf } from './iam/store.ts';
import { delegate } from './organizations/delegated.ts';
import { organizationsOf } from './organizations/store.ts';
import { trust } from './organizations/service-access.ts';
import { seedUnit } from './organizations/seed.ts';
import { bodyOf, currentObject, putObject } from './s3/objects.ts';
import { allBuckets, findBucket } from './s3/store.ts';
import { addMember, seedAccount, seedOrganization } from './seed.ts';
import { grantEverything } from './servicequotas/applied.ts';
import { DEFAULT_SETTINGS, type SimulatorSettings } from './settings.ts';
import { createSimulator, passTime, type Simulator } from './simulator.ts';
import { seedParameters } from './ssm/seed.ts';
import { emptyState, type SimulatorState } from './state.ts';

/** Credentials as SDK clients take them. */
export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** A way into the sandbox for SDK clients, and the time that goes with it. */
export interface Wire {
  readonly clock: Clock;
  readonly requestHandler: SimulatorHandler;
  readonly credentials: Keys;
  readonly profiles: Readonly<Record<string, Keys>>;
  /** Resolves when the process that uses it is gone, as a rehearsal may ask; never otherwise. */
  readonly killed: Promise<void>;
}

/** What was there before is taken to be a year old: nothing about it is young or under way. */
const BEFORE_MS = 365 * 86_400_000;
const YEAR_MS = 2 * BEFORE_MS;
const ADMINISTRATOR: Keys = { accessKeyId: 'AKIAREHEARSALEXAMPLE', secretAccessKey: 'rehearsal' };

/** The simulator as a rehearsal needs it: see `Sandbox`, which the composition root makes of it. */
export class SimulatorSandbox {
  private readonly state: SimulatorState;
  private readonly templates: World['templates'] = new Map();
  private readonly start: SandboxStart;
  private readonly credentials: Keys;
  private readonly profiles: Record<string, Keys>;

  /** `from`: a sandbox to go on from, in a state of its own. */
  constructor(start: SandboxStart, from: SimulatorSandbox | null = null) {
    this.start = start;
    this.state = from ? structuredClone(from.state) : { ...emptyState(), now: start.now - BEFORE_MS };
    this.profiles = { ...from?.profiles };
    if (!from && start.management !== null) this.seedOrganization(start.management);
    this.credentials = from ? from.credentials : this.keysOf(start.caller.account, start.caller.arn);
  }

  copy(): SimulatorSandbox {
    return new SimulatorSandbox(this.start, this);
  }

  /** Long before the rehearsal begins: AWS's rates do not matter then. */
  before(): Wire {
    return this.wire({ at: this.state.now, fault: null, seconds: {} }, false);
  }

  perform(conditions: Conditions): Wire {
    return this.wire(conditions, true);
  }

  private seedOrganization(management: string): void {
    const { state, start } = this;
    seedOrganization(state, management);
    if (start.stackSets !== 'untrusted') trust(state, STACK_SETS_PRINCIPAL);
    if (start.stackSets === 'delegated') delegate(state, start.caller.account, STACK_SETS_PRINCIPAL);
  }

  seedAccount({ id, entrance, member, alias, contacts, regions }: SeedAccount): void {
    const { state, start } = this;
    const known = organizationsOf(state).accounts[id];
    if (member !== null && start.management !== null && !known) {
      const { name, email } = member;
      const parent = seedUnit(state, member.unit);
      addMember(state, id, { name, email, parent, state: member.ended ? 'CLOSED' : 'ACTIVE' });
      organizationsOf(state).tags[id] = { ...member.tags };
    }
    if (entrance !== null) this.enterBy(id, entrance);
    if (alias !== null) iamOf(state, id).alias = alias;
    const stored = settingsOf(state, id).contacts;
    for (const kind of ['billing', 'operations', 'security'] as const) {
      const contact = contacts[kind];
      if (contact) stored[KINDS[kind]] = { ...contact };
    }
    for (const region of regions) grantEverything(state, id, region);
  }

  seedUnit({ path, accounts }: SeedUnit): void {
    const { state, start } = this;
    if (start.management === null) return;
    const parent = seedUnit(state, path);
    for (const id of accounts) {
      if (organizationsOf(state).accounts[id]) continue;
      addMember(state, id, { name: id, email: `${id}@existing.example.com`, parent });
      organizationsOf(state).tags[id] = {};
    }
  }

  /** Answers what could not be made as it is there. */
  seedStackSet(set: SeedStackSet): string[] {
    const { state, start } = this;
    if (start.management === null) return [];
    const world = this.world();
    const place = { account: start.management, region: set.region };
    const units = set.targets.map((path) => seedUnit(state, path));
    return seedStackSet(
      { ...set, units },
      () => ({ ...taskCall(world), ...place }),
      () => this.settle(world),
    );
  }

  private enterBy(id: string, { role, externalId, profile }: NonNullable<SeedAccount['entrance']>): void {
    if (profile !== null)
      this.profiles[profile] = this.keysOf(id, `arn:aws:sts::${id}:assumed-role/rehearsal/${profile}`);
    if (role === null || iamOf(this.state, id).roles[role]) return;
    const trust = this.start.caller.account;
    seedAccount(this.state, { id, roleName: role, trust, ...(externalId === null ? {} : { externalId }) });
  }

  /** Answers what could not be made as it is there. */
  seedRegion({ account, region, stacks, parameters }: SeedRegion): string[] {
    const world = this.world();
    const site = (): Site => ({ ...taskCall(world), account, region });
    seedParameters(parameters, site());
    return seedStacks(stacks, site, () => this.settle(world));
  }

  seedObject({ bucket: name, key, body }: SeedObject): void {
    const bucket = findBucket(this.state, name);
    if (bucket) putObject({ state: this.state, now: this.state.now }, bucket, key, { body });
  }

  stacks(): SandboxStack[] {
    return stacksEverywhere(this.state).filter(({ status }) => status !== 'DELETE_COMPLETE');
  }

  objects(key: string): { bucket: string; body: string }[] {
    return Object.values(allBuckets(this.state)).flatMap((bucket) => {
      const version = currentObject(bucket, key);
      return version ? [{ bucket: bucket.name, body: Buffer.from(bodyOf(version)).toString('utf8') }] : [];
    });
  }

  elapse(until: number): void {
    passTime(this.world(), Math.max(until, this.state.now));
  }

  /** Until all that is under way has ended, but not beyond the day, or the beginning of rehearsals. */
  private settle(world: World): void {
    const { queue, now } = this.state;
    const last = Math.min(now + 86_400_000, this.start.now);
    for (let task = queue[0]; task !== undefined && task.due <= last; task = queue[0]) passTime(world, task.due);
  }

  private world(): World {
    const rehearsal = { fault: null, seconds: {} };
    const settings = { ...DEFAULT_SETTINGS, ...this.settings(), rehearsal };
    return { state: this.state, settings, templates: this.templates };
  }

  private settings(): Pick<SimulatorSettings, 'managementAccount' | 'accountQuota'> {
    return { managementAccount: this.start.caller.account, accountQuota: this.start.accountQuota };
  }

  /** A session is that of a role; anybody else is taken for an administrator of the account. */
  private keysOf(account: string, principal: string): Keys {
    const { state, start } = this;
    const isOwn = account === start.caller.account && !principal.includes(':assumed-role/');
    if (isOwn) return ADMINISTRATOR;
    const expires = start.now + YEAR_MS;
    const issued = issueSession(state, { account, principal, userId: 'AROAREHEARSALEXAMPLE:envctl', expires });
    return { accessKeyId: issued.accessKey, secretAccessKey: issued.secretKey, sessionToken: issued.token };
  }

  private wire({ at, fault, seconds }: Conditions, rates: boolean): Wire {
    const clock = virtualClock(Math.max(at, this.state.now));
    let changed = false;
    const simulator = createSimulator({
      settings: { ...this.settings(), clock, rates, rehearsal: { fault, seconds } },
      state: this.state,
      onChange: () => (changed = true),
    });
    let kill = (): void => undefined;
    const killed = new Promise<void>((resolve) => (kill = resolve));
    let changes = 0;
    const handle: Simulator['handle'] = (request) => {
      // Never answered, and time stands still over it: nothing of that process goes on.
      if (fault?.kind === 'killed' && clock.now() >= fault.at) return new Promise(() => kill());
      changed = false;
      const answer = simulator.handle(request);
      changes += changed ? 1 : 0;
      const isLost = fault?.kind === 'lost' && changed && changes % LOST_EVERY === 0;
      return isLost ? Promise.reject(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })) : answer;
    };
    const { credentials, profiles } = this;
    return { clock, requestHandler: simulatorHandler({ ...simulator, handle }), credentials, profiles, killed };
  }
}

/** Of the answers to requests that change something, one in so many. */
const LOST_EVERY = 5;

const KINDS = { billing: 'BILLING', operations: 'OPERATIONS', security: 'SECURITY' } as const;
