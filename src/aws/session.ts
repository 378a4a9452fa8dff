import type { AwsCredentialIdentity } from '@smithy/types';
import type { Clock } from '../model/clock.ts';
import { credentialsMissing } from './errors.ts';
import type { CredentialSource } from './service.ts';
import type { Session } from './sts.ts';
import type { Transport } from './transport.ts';

/** Before its end a session is renewed by so much; CloudFormation and S3 calls in between must not fail over it. */
const MARGIN_MS = 300_000;

/** A role's session, renewed before it ends, for all clients that use it. */
export interface RoleSession extends CredentialSource {
  /** The session as it is now: whose account it is, and its ARN. */
  session(): Promise<Session>;
}

/**
 * Keeps one session of a role. `assume` is asked once however many wait for it, again when a quarter of a short life (or
 * five minutes of a long one) is left, and again after a failure.
 */
export function roleSession(clock: Clock, assume: () => Promise<Session>): RoleSession {
  let held: Promise<Session> | null = null;
  let key: string | null = null;
  let renewAt = Number.POSITIVE_INFINITY;

  const keep = ({ credentials, lifetime }: Session): void => {
    key = credentials.accessKeyId;
    renewAt = clock.now() + lifetime - Math.min(MARGIN_MS, lifetime / 4);
  };
  const session = (): Promise<Session> => {
    if (held && clock.now() < renewAt) return held;
    renewAt = Number.POSITIVE_INFINITY;
    held = assume();
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
export function callerCredentials(transport: Transport, profile: string | null, region: string): CredentialSource {
  let provider: Promise<() => Promise<AwsCredentialIdentity>> | null = null;
  return {
    async current() {
      provider ??= nodeProvider(transport, profile, region);
      try {
        return await transport.clock.during((await provider)());
      } catch (error) {
        throw credentialsMissing(error);
      }
    },
    renew: () => (provider = null),
  };
}

async function nodeProvider(
  transport: Transport,
  profile: string | null,
  region: string,
): Promise<() => Promise<AwsCredentialIdentity>> {
  const { fromNodeProviderChain } = await import('@aws-sdk/credential-providers');
  const clientConfig = { region, requestHandler: await transport.handler() };
  return fromNodeProviderChain({ clientConfig, ...(profile === null ? {} : { profile }) });
}

/** Credentials that were given and cannot be renewed. */
export function fixedCredentials(credentials: AwsCredentialIdentity): CredentialSource {
  return { current: () => Promise.resolve(credentials), renew: () => undefined };
}
