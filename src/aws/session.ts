import type { AwsCredentialIdentity } from '@smithy/types';
import type { Clock } from '../model/clock.ts';
import { credentialsMissing } from './errors.ts';
import type { CredentialSource } from './service.ts';
import type { Transport } from './transport.ts';

/** Credentials that end. */
export interface Temporary {
  readonly credentials: AwsCredentialIdentity;
  /** Milliseconds from now to their end; infinite for keys of a user. */
  readonly lifetime: number;
}

/** Credentials that are renewed before they end, for all clients that use them. */
export interface Session<T extends Temporary> extends CredentialSource {
  /** What was got with the credentials, as it is now. */
  session(): Promise<T>;
}

/** Before their end credentials are renewed by so much, so that no call in between fails over it. */
const MARGIN_MS = 300_000;

/**
 * Keeps one set of credentials. `ask` is called once however many wait for it; again when five minutes (or a quarter of a
 * short life) are left; and again after a failure.
 */
export function keepSession<T extends Temporary>(clock: Clock, ask: () => Promise<T>): Session<T> {
  let held: Promise<T> | null = null;
  let key: string | null = null;
  let renewAt = Number.POSITIVE_INFINITY;

  const keep = ({ credentials, lifetime }: T): void => {
    key = credentials.accessKeyId;
    renewAt = clock.now() + lifetime - Math.min(MARGIN_MS, lifetime / 4);
  };
  const session = (): Promise<T> => {
    if (held && clock.now() < renewAt) return held;
    renewAt = Number.POSITIVE_INFINITY;
    held = ask();
    held.then(keep, () => (held = null));
    return held;
  };
  return {
    session,
    current: async () => (await session()).credentials,
    renew(stale) {
      if (stale.accessKeyId === key) renewAt = Number.NEGATIVE_INFINITY;
    },
  };
}

/** Credentials as the SDK finds them: of a profile, or (null) from the environment, AWS_PROFILE, single sign-on, instance. */
export function callerSession(transport: Transport, profile: string | null, region: string): Session<Temporary> {
  const { clock } = transport;
  return keepSession(clock, async () => {
    try {
      const credentials = await clock.during(findCredentials(transport, profile, region));
      return { credentials, lifetime: (credentials.expiration?.getTime() ?? Number.POSITIVE_INFINITY) - clock.now() };
    } catch (error) {
      throw credentialsMissing(error, profile);
    }
  });
}

async function findCredentials(
  transport: Transport,
  profile: string | null,
  region: string,
): Promise<AwsCredentialIdentity> {
  const { fromIni, fromNodeProviderChain } = await import('@aws-sdk/credential-providers');
  const clientConfig = { region, requestHandler: await transport.handler() };
  // The chain would go on to the instance's own role when the profile that was asked for is not there.
  const find = profile === null ? fromNodeProviderChain({ clientConfig }) : fromIni({ profile, clientConfig });
  return find();
}

/** Credentials that were given and cannot be renewed. */
export function fixedCredentials(credentials: AwsCredentialIdentity): CredentialSource {
  return { current: () => Promise.resolve(credentials), renew: () => undefined };
}
