import { cloudFormationGateway } from './cloudformation/gateway.ts';
import { stackSetsGateway } from './cloudformation/stack-sets.ts';
import { accountManagementGateway } from './account-management.ts';
import { budgetsGateway } from './budgets/gateway.ts';
import { ec2Gateway } from './ec2.ts';
import { serviceQuotasGateway } from './service-quotas.ts';
import { iamGateway } from './iam/gateway.ts';
import { s3Gateway } from './s3/gateway.ts';
import { s3ControlGateway } from './s3control.ts';
import { logsGateway } from './logs.ts';
import { memo } from './memo.ts';
import type { Target } from './service.ts';
import { ssmGateway } from './ssm.ts';
import type { Transport } from './transport.ts';
import type { AccountGateways } from './types/account.ts';
import type { Caller } from './types/aws.ts';
import type { SessionCredentials } from './types/session.ts';

/** Where a session leads, without the region, which each gateway has for itself. */
export type Entrance = Caller & Omit<Target, 'region'>;

/** Gateways of one session; each is made once for each region, and its SDK client with its first request. */
export async function accountGateways(transport: Transport, entrance: Entrance): Promise<AccountGateways> {
  const { account, arn } = entrance;
  const s3Endpoint = await transport.clock.during(transport.endpoint('S3'));
  const at = (region: string): Target => ({ ...entrance, region });
  const budgets = memo((region: string) => budgetsGateway(transport, at(region)));
  const iam = memo((region: string) => iamGateway(transport, at(region)));
  return {
    account,
    arn,
    credentials: () => credentialsOf(entrance),
    signinToken: async (request) => {
      const { signinToken } = await import('./signin.ts');
      return signinToken(transport, await credentialsOf(entrance), request);
    },
    logs: memo((region: string) => logsGateway(transport, at(region))),
    cloudformation: memo((region: string) => cloudFormationGateway(transport, at(region))),
    stackSets: (region, delegated) => stackSetsGateway(transport, at(region), delegated),
    ssm: memo((region: string) => ssmGateway(transport, at(region))),
    s3: memo((region: string) => s3Gateway(transport, at(region), s3Endpoint)),
    iam: () => iam(transport.globalRegion),
    s3control: memo((region: string) => s3ControlGateway(transport, at(region))),
    ec2: memo((region: string) => ec2Gateway(transport, at(region))),
    serviceQuotas: memo((region: string) => serviceQuotasGateway(transport, at(region))),
    budgets: () => budgets(transport.globalRegion),
    accountManagement: memo((member?: string) =>
      accountManagementGateway(transport, at(transport.globalRegion), member),
    ),
  };
}

async function credentialsOf({ credentials }: Entrance): Promise<SessionCredentials> {
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = await credentials.current();
  return {
    accessKeyId,
    secretAccessKey,
    sessionToken: sessionToken ?? null,
    expires: expiration?.getTime() ?? null,
  };
}
