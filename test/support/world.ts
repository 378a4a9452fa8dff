import { typeNames } from '../../src/simulator/cloudformation/spec-database.ts';
import { setMaxListeners } from 'node:events';
import { createAws } from '../../src/aws/aws.ts';
import type { Event, Run } from '../../src/model/run.ts';
import { virtualClock } from '../../src/simulator/clock.ts';
import { issueSession } from '../../src/simulator/credentials.ts';
import { simulatorHandler, type SimulatorHandler } from '../../src/simulator/handler.ts';
import { organizationsOf, type OrganizationsState } from '../../src/simulator/organizations/store.ts';
import { seedOrganization } from '../../src/simulator/seed.ts';
import { createSimulator, type Simulator } from '../../src/simulator/simulator.ts';
import type { SimulatorSettings } from '../../src/simulator/settings.ts';
import { emptyState, type SimulatorState } from '../../src/simulator/state.ts';

export const MANAGEMENT = '123456789012';
export const START = Date.UTC(2026, 10, 21, 10);

export interface World {
  readonly simulator: Simulator;
  readonly organizations: OrganizationsState;
  /** What happened in all runs. */
  readonly events: Event[];
  /** A run as a process of its own: nothing is shared with other runs but AWS and the time. */
  run(options?: RunOptions): Run;
}

export interface RunOptions {
  /** Puts itself between the SDK and the simulator. */
  readonly wrap?: (handler: SimulatorHandler) => SimulatorHandler;
  readonly signal?: AbortSignal;
  /** Who runs it. */
  readonly user?: string;
  readonly credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
}

const CREDENTIALS = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' };

const NEVER = new AbortController().signal;
/** As `main` has it: as many may wait as like. */
setMaxListeners(0, NEVER);

export interface WorldOptions {
  readonly organization?: boolean;
  /** A world to go on with; it is changed in place. */
  readonly state?: SimulatorState;
}

/** A simulated AWS on a virtual clock, with an organization and without rates unless told otherwise. */
export function createWorld(
  settings: Partial<SimulatorSettings> = {},
  { organization = true, state: given }: WorldOptions = {},
): World {
  const state = given ?? { ...emptyState(), now: START };
  const clock = settings.clock ?? virtualClock(state.now);
  const simulator = createSimulator({ settings: { rates: false, ...settings, clock }, state });
  if (organization && !given) seedOrganization(state, MANAGEMENT);
  const events: Event[] = [];
  const run = (asked: RunOptions = {}): Run => {
    const { wrap = (handler) => handler, credentials = CREDENTIALS, signal = NEVER, user } = asked;
    const requestHandler = wrap(simulatorHandler(simulator));
    const options = {
      clock,
      region: 'eu-west-1',
      profile: null,
      env: {},
      requestHandler,
      credentials,
      signal,
      ...(user === undefined ? {} : { user }),
      random: () => 0.5,
    };
    return {
      aws: createAws(options),
      clock,
      signal,
      emit: (event) => void events.push(event),
      ask: null,
      probe: () => Promise.resolve('unknown'),
      resourceTypes: () => Promise.resolve(typeNames()),
    };
  };
  return { simulator, organizations: organizationsOf(state), events, run };
}

/** The same world once more, as it is now or some time later: what happens in one does not happen in the other. */
export async function copyOf({ simulator }: World, later = 0): Promise<World> {
  const copy = createWorld();
  Object.assign(copy.simulator.state, structuredClone(simulator.state));
  await copy.simulator.settings.clock.sleep(simulator.settings.clock.now() + later - START);
  return { ...copy, organizations: organizationsOf(copy.simulator.state) };
}

/** Credentials of somebody in a member account, as CI has them. */
export function credentialsFor(
  { simulator }: World,
  account: string,
  role = 'ci',
): NonNullable<RunOptions['credentials']> {
  const principal = `arn:aws:sts::${account}:assumed-role/${role}/test`;
  const issued = issueSession(simulator.state, {
    account,
    principal,
    userId: 'AROA:test',
    expires: START + 86_400_000,
  });
  return { accessKeyId: issued.accessKey, secretAccessKey: issued.secretKey, sessionToken: issued.token };
}

/** The live accounts of the organization, without the management account. */
export function members({ organizations }: World): OrganizationsState['accounts'][string][] {
  return Object.values(organizations.accounts).filter(({ id, state }) => id !== MANAGEMENT && state === 'ACTIVE');
}

/** Path of names of the unit that holds an account. */
export function unitPath({ organizations }: World, accountId: string): string {
  const names: string[] = [];
  let parent = organizations.accounts[accountId]?.parent ?? '';
  for (let unit = organizations.units[parent]; unit; unit = organizations.units[parent]) {
    names.unshift(unit.name);
    parent = unit.parent;
  }
  return names.join('/');
}
