import type { Clock } from '../../../src/model/clock.ts';
import { realClock } from '../../../src/model/clock.ts';
import type { SimulatorSettings } from '../../../src/simulator/settings.ts';
import type { Simulator } from '../../../src/simulator/simulator.ts';
import { serveSimulator } from '../../../src/simulator/server.ts';
import { createWorld } from '../world.ts';

/** The AWS that a scenario plays in. */
export interface Endpoint {
  readonly url: string;
  readonly clock: Clock;
  close(): Promise<void>;
}

/** URL of the AWS that all scenarios share, and in which time is real; null: each has an embedded one of its own. */
export const SHARED = process.env['AWS_ENDPOINT_URL'] ?? null;

export interface EndpointOptions {
  /** False: it begins without an organization. Only an AWS of one's own can. */
  readonly organization?: boolean;
  readonly settings?: Partial<SimulatorSettings>;
  /** Puts itself before the embedded AWS. */
  readonly wrap?: (simulator: Simulator) => Simulator;
}

/** Where that AWS is told what to refuse, hold up and drop (docs/testing.md); null: it cannot be told. */
export const CONTROL = process.env['ENDPOINT_CONTROL'] ?? null;

/** An AWS to play in: the shared one as it is, or a new one in which waiting takes no time, with AWS's rates. */
export async function openEndpoint({
  organization = true,
  settings = {},
  wrap = (simulator) => simulator,
}: EndpointOptions = {}): Promise<Endpoint> {
  if (SHARED !== null) return { url: SHARED, clock: realClock, close: () => Promise.resolve() };
  const { simulator } = createWorld({ accountQuota: 100, rates: true, ...settings }, { organization });
  const { url, close } = await serveSimulator(wrap(simulator));
  return { url, clock: simulator.settings.clock, close };
}
