import type * as sdk from '@aws-sdk/client-sts';
import { connect } from './connect.ts';
import type { Definition, Target } from './service.ts';
import type { Temporary } from './session.ts';
import type { Transport } from './transport.ts';
import type { Caller } from './types/aws.ts';

/** A role that was assumed. */
export type AssumedRole = Caller & Temporary;

interface AssumeRoleRequest {
  readonly role: string;
  readonly externalId: string | null;
  readonly sessionName: string;
}

export interface StsGateway {
  callerIdentity(): Promise<Caller>;
  /** AWS's clock, ms since 1970, to the second. */
  time(): Promise<number>;
  assumeRole(request: AssumeRoleRequest): Promise<AssumedRole>;
}

/** What a session that was got with another session (single sign-on, a role) may last at most. */
const CHAINED_SECONDS = 3_600;

const STS: Definition<typeof sdk> = {
  name: 'sts',
  serviceId: 'STS',
  load: () => import('@aws-sdk/client-sts'),
  client: (loaded, config) => new loaded.STSClient(config),
};

export function stsGateway(transport: Transport, target: Target): StsGateway {
  const sts = connect(transport, target, STS);
  return {
    async callerIdentity() {
      const { Account = '', Arn = '' } = await sts.call('GetCallerIdentity', {});
      return { account: Account, arn: Arn };
    },
    time: async () => (await sts.dated('GetCallerIdentity', {})).date,
    async assumeRole({ role, externalId, sessionName }) {
      const { output, date } = await sts.dated('AssumeRole', {
        RoleArn: role,
        RoleSessionName: sessionName,
        DurationSeconds: CHAINED_SECONDS,
        ...(externalId === null ? {} : { ExternalId: externalId }),
      });
      const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '', Expiration } = output.Credentials ?? {};
      const arn = output.AssumedRoleUser?.Arn ?? '';
      return {
        credentials: {
          accessKeyId: AccessKeyId,
          secretAccessKey: SecretAccessKey,
          sessionToken: SessionToken,
          ...(Expiration ? { expiration: Expiration } : {}),
        },
        // By AWS's clock: the machine's own may be wrong.
        lifetime: (Expiration?.getTime() ?? date + CHAINED_SECONDS * 1_000) - date,
        account: arn.split(':')[4] ?? '',
        arn,
      };
    },
  };
}
