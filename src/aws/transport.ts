import type { HttpHandler } from '@smithy/protocol-http';
import type { Clock } from '../model/clock.ts';
import { globalRegion } from '../model/regions.ts';
import { openClient, type OpenClient } from './client.ts';
import { customEndpoint } from './endpoints.ts';
import { networkHandler, wholeAnswers } from './handler.ts';
import { Lanes } from './lanes.ts';
import { createLimiter, type Limiter } from './limiter.ts';
import { memoAsync } from './memo.ts';
import type { AwsOptions, CallRecord } from './options.ts';
import type { Definition } from './service.ts';

/**
 * Requests under way at a time. Each holds some 20 KB, and environments that are deployed together ask for thousands at once. More
 * would not be faster: 50 go to one host at a time, and the processor makes 500 a second.
 */
const UNDER_WAY = 256;

/** What all clients of a run share. */
export interface Transport {
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal: AbortSignal | undefined;
  /** For which requests to services without regions (Organizations, IAM) are signed. */
  readonly globalRegion: string;
  readonly limiter: Limiter;
  readonly lanes: Lanes;
  readonly record: (call: CallRecord) => void;
  /** Made when the first client is. */
  handler(): Promise<HttpHandler>;
  /** URL that takes AWS's place for a service, by the SDK's service id, e.g. `S3 Control`; null for AWS itself. */
  endpoint(serviceId: string): Promise<string | null>;
  /** The one client of a service and region, for all accounts; made, and its package loaded, when it is first asked for. */
  client<Sdk extends object>(definition: Definition<Sdk>, region: string): Promise<OpenClient>;
}

export function createTransport(options: AwsOptions, record: (call: CallRecord) => void): Transport {
  const { clock, env, profile, region, requestHandler } = options;
  let made: Promise<HttpHandler> | null = null;
  const make = async (): Promise<HttpHandler> => wholeAnswers(requestHandler ?? (await networkHandler(env)));
  const handler = (): Promise<HttpHandler> => (made ??= make());
  const endpoint = memoAsync((serviceId: string) =>
    requestHandler ? Promise.resolve(null) : customEndpoint(serviceId, env, profile),
  );
  const open = async <Sdk extends object>(definition: Definition<Sdk>, at: string): Promise<OpenClient> => {
    const way = { region: at, handler: await handler(), endpoint: await endpoint(definition.serviceId) };
    return openClient(definition, way);
  };
  const client = memoAsync(
    (wanted: { readonly key: string; readonly open: () => Promise<OpenClient> }) => clock.during(wanted.open()),
    ({ key }) => key,
  );
  return {
    clock,
    random: options.random ?? Math.random,
    signal: options.signal,
    globalRegion: globalRegion(region),
    limiter: createLimiter(clock),
    lanes: new Lanes(UNDER_WAY),
    record,
    handler,
    endpoint,
    client: (definition, at) => client({ key: `${definition.name} ${at}`, open: () => open(definition, at) }),
  };
}
