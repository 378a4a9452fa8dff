import type { HttpHandler } from '@smithy/protocol-http';
import type { Clock } from '../model/clock.ts';
import { globalRegion } from '../model/regions.ts';
import { customEndpoint } from './endpoints.ts';
import { networkHandler, wholeAnswers } from './handler.ts';
import { createLimiter, type Limiter } from './limiter.ts';
import type { AwsOptions, CallRecord } from './options.ts';

/** What all clients of a run share. */
export interface Transport {
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal: AbortSignal | undefined;
  /** For which requests to services without regions (Organizations, IAM) are signed. */
  readonly globalRegion: string;
  readonly limiter: Limiter;
  readonly record: (call: CallRecord) => void;
  /** Made when the first client is. */
  handler(): Promise<HttpHandler>;
  /** URL that takes AWS's place for a service, by the SDK's service id, e.g. `S3 Control`; null for AWS itself. */
  endpoint(serviceId: string): Promise<string | null>;
}

export function createTransport(options: AwsOptions, record: (call: CallRecord) => void): Transport {
  const { clock, env, profile, region, requestHandler } = options;
  const endpoints = new Map<string, Promise<string | null>>();
  let handler: Promise<HttpHandler> | null = null;
  const make = async (): Promise<HttpHandler> => wholeAnswers(requestHandler ?? (await networkHandler(env)));
  return {
    clock,
    random: options.random ?? Math.random,
    signal: options.signal,
    globalRegion: globalRegion(region),
    limiter: createLimiter(clock),
    record,
    handler: () => (handler ??= make()),
    endpoint(serviceId) {
      const found =
        endpoints.get(serviceId) ?? (requestHandler ? Promise.resolve(null) : customEndpoint(serviceId, env, profile));
      endpoints.set(serviceId, found);
      return found;
    },
  };
}
