import type { AccountGateways } from '../../aws/types/account.ts';
import type { Environment } from '../../model/environment.ts';
import { enabledRegion } from '../../model/regions.ts';
import type { Run } from '../../model/run.ts';
import { enterAccount, type Enterable } from '../../observe/access.ts';

/** No stack has this name; asking for it shows whether CloudFormation can be used, by the cheapest of its calls. */
const PROBE = 'envctl-probe';

/**
 * Waits until an account can be used: its role can be assumed and CloudFormation answers in the home region (elsewhere, if that one
 * has yet to be enabled). What a new
 * account refuses for its first minutes is asked again by the gateways, up to 10 minutes, then AccountNotReady; an account
 * of more than 20 minutes has no such excuse.
 */
export async function waitUntilReady(environment: Environment, account: Enterable, run: Run): Promise<AccountGateways> {
  run.emit({
    environment: environment.name,
    subject: 'account',
    phase: 'waiting',
    message: `until ${account.id} can be used`,
  });
  const gateways = await enterAccount(environment, account, 'admin', run);
  await gateways.cloudformation(enabledRegion(environment.region)).describe(PROBE);
  return gateways;
}
