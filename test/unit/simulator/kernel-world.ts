import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { STSClient, type Credentials } from '@aws-sdk/client-sts';
import { simulatorHandler } from '../../../src/simulator/handler.ts';
import type { SimulatorSettings } from '../../../src/simulator/settings.ts';
import { createSimulator, type Simulator } from '../../../src/simulator/simulator.ts';
import { emptyState, type SimulatorState } from '../../../src/simulator/state.ts';
import { judged } from '../../support/model/judged.ts';

export const START = Date.UTC(2026, 0, 1);
export const MANAGEMENT = '123456789012';
export const KEY = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' };

/** A simulator whose time moves only when it is told to. */
export interface World {
  readonly simulator: Simulator;
  readonly state: SimulatorState;
  pass(ms: number): void;
  /** Settings of a client with these credentials, the administrator's when left out. */
  client(credentials?: Credentials): ClientSettings;
  organizations(credentials?: Credentials): OrganizationsClient;
  sts(credentials?: Credentials): STSClient;
}

export interface ClientSettings {
  region: string;
  maxAttempts: number;
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  requestHandler: ReturnType<typeof simulatorHandler>;
}

export function makeWorld(
  settings: Partial<SimulatorSettings> = {},
  state: SimulatorState = emptyState(),
  onChange = (): unknown => undefined,
): World {
  let now = Math.max(START, state.now);
  const clock = { now: () => now, sleep: () => Promise.resolve(), during: <T>(work: Promise<T>) => work };
  const simulator = createSimulator({ settings: { rates: false, clock, ...settings }, state, onChange });
  const requestHandler = simulatorHandler(judged(simulator));
  const client = (given?: Credentials): ClientSettings => {
    const credentials = given === undefined ? KEY : keysOf(given);
    return { region: 'eu-west-1', maxAttempts: 1, credentials, requestHandler };
  };
  return {
    simulator,
    state,
    pass: (ms) => {
      now += ms;
    },
    client,
    organizations: (given) => new OrganizationsClient(client(given)),
    sts: (given) => new STSClient(client(given)),
  };
}

function keysOf(credentials: Credentials): {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
} {
  return {
    accessKeyId: credentials.AccessKeyId ?? '',
    secretAccessKey: credentials.SecretAccessKey ?? '',
    sessionToken: credentials.SessionToken ?? '',
  };
}

/** The error that a promise is rejected with: name, message and further members as the SDK gives them. */
export async function errorOf(promise: Promise<unknown>): Promise<Error & Record<string, unknown>> {
  try {
    await promise;
  } catch (error) {
    return error as Error & Record<string, unknown>;
  }
  throw new Error('it should have failed');
}
