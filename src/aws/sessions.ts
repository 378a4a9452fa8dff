import { memo, memoAsync } from './memo.ts';
import type { AwsOptions } from './options.ts';
import type { CredentialSource, Target } from './service.ts';
import { callerSession, fixedCredentials, keepSession, type Session } from './session.ts';
import { stsGateway, type AssumedRole } from './sts.ts';
import type { Transport } from './transport.ts';
import type { Access, Caller } from './types/aws.ts';

/** Credentials and identities of a run, each got once however many ask for it. */
export interface Sessions {
  /** The caller's own credentials, or those of a profile. */
  credentials(profile: string | null): CredentialSource;
  /** GetCallerIdentity with these. Throws CredentialsMissing. */
  identity(profile: string | null): Promise<Caller>;
  /** A session of its own for each call. `readyBy`: see `Target`. */
  role(access: Access & { readonly role: string }, readyBy: number | null): Session<AssumedRole>;
}

export function createSessions(transport: Transport, options: AwsOptions): Sessions {
  const sessionName = sessionNameOf(options);
  const credentials = memo((profile: string | null) => {
    if (options.credentials)
      return fixedCredentials((profile === null ? null : options.profiles?.[profile]) ?? options.credentials);
    return callerSession(transport, profile ?? options.profile, options.region);
  });
  const asCaller = (profile: string | null, region: string, readyBy: number | null): Target => ({
    account: 'caller',
    region,
    credentials: credentials(profile),
    readyBy,
  });
  const identity = memoAsync((profile: string | null) =>
    stsGateway(transport, asCaller(profile, options.region, null)).callerIdentity(),
  );
  const settled = memo(
    ({ profile, region }: Pick<Access, 'profile' | 'region'>) => stsGateway(transport, asCaller(profile, region, null)),
    ({ profile, region }) => JSON.stringify([profile, region]),
  );
  return {
    credentials,
    identity,
    role({ role, externalId, profile, region }, readyBy) {
      const sts =
        readyBy === null ? settled({ profile, region }) : stsGateway(transport, asCaller(profile, region, readyBy));
      return keepSession(transport.clock, () => sts.assumeRole({ role, externalId, sessionName }));
    },
  };
}

/** `envctl-<user>` in the characters that STS allows, at most 64: it is what CloudTrail shows. */
function sessionNameOf({ env, user = 'unknown' }: AwsOptions): string {
  const name = env['USER'] ?? env['LOGNAME'] ?? env['USERNAME'] ?? user;
  return `envctl-${name.replaceAll(/[^\w+=,.@-]/g, '-')}`.slice(0, 64);
}
