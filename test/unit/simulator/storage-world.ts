import { issueSession } from '../../../src/simulator/credentials.ts';
import { simulatorHandler, type SimulatorHandler } from '../../../src/simulator/handler.ts';
import { createSimulator, type Simulator } from '../../../src/simulator/simulator.ts';
import type { Clock } from '../../../src/model/clock.ts';
import { judged } from '../../support/model/judged.ts';

export const MANAGEMENT = '123456789012';
export const OTHER = '210987654321';

/** A simulator with a clock that the test sets, and what SDK clients need to reach it as any account. */
export interface StorageWorld {
  readonly simulator: Simulator;
  readonly clock: { time: number };
  /** Options for any SDK client: as the administrator of `account`, in `region`. */
  client(account?: string, region?: string): ClientOptions;
}

export interface ClientOptions {
  readonly region: string;
  readonly credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  readonly requestHandler: SimulatorHandler;
  readonly maxAttempts: number;
}

export function storageWorld(time = Date.UTC(2026, 10, 21, 12, 0, 0, 250)): StorageWorld {
  const clock = { time };
  const fixed: Clock = { now: () => clock.time, sleep: () => Promise.resolve(), during: (work) => work };
  const simulator = createSimulator({ settings: { rates: false, clock: fixed, managementAccount: MANAGEMENT } });
  const requestHandler = simulatorHandler(judged(simulator));
  const client = (account = MANAGEMENT, region = 'eu-west-1'): ClientOptions => {
    const credentials =
      account === MANAGEMENT ? { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'x' } : session(simulator, account);
    return { region, credentials, requestHandler, maxAttempts: 1 };
  };
  return { simulator, clock, client };
}

function session({ state, settings }: Simulator, account: string): ClientOptions['credentials'] {
  const expires = settings.clock.now() + 12 * 3_600_000;
  const principal = `arn:aws:sts::${account}:assumed-role/Admin/test`;
  const issued = issueSession(state, { account, principal, userId: 'AROAEXAMPLE:test', expires });
  return { accessKeyId: issued.accessKey, secretAccessKey: issued.secretKey, sessionToken: issued.token };
}

/** What went wrong, as scripts see it: the error's name and the HTTP status. */
export async function refusal(
  work: Promise<unknown>,
): Promise<{ name: string; status: number | undefined; message: string }> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const status = '$metadata' in error ? (error.$metadata as { httpStatusCode?: number }).httpStatusCode : undefined;
    return { name: error.name, status, message: error.message };
  }
  throw new Error('the request was not refused');
}
