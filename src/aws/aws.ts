import { fail } from '../diagnostics/error.ts';
import { accountGateways, type Entrance } from './account.ts';
import { createCounter } from './counter.ts';
import { memoAsync } from './memo.ts';
import type { AwsOptions } from './options.ts';
import { organizationsGateway } from './organizations/gateway.ts';
import { sharedReads } from './organizations/shared.ts';
import { createSessions, type Sessions } from './sessions.ts';
import { stsGateway } from './sts.ts';
import { createTransport } from './transport.ts';
import type { AccountGateways } from './types/account.ts';
import type { Access, Aws } from './types/aws.ts';

/** For so long, from the moment it is entered, an account that has just been made may refuse us. */
const SETTLING_MS = 600_000;

/** All of AWS for one run. Nothing is sent, and no SDK package loaded, before it is needed. */
export function createAws(options: AwsOptions): Aws {
  const { clock } = options;
  const counter = createCounter();
  const transport = createTransport(options, (call) => {
    counter.record(call);
    options.onCall?.(call);
  });
  const sessions = createSessions(transport, options);
  const caller = { account: 'caller', region: transport.globalRegion, credentials: sessions.credentials(null) };
  const gateways = memoAsync(async (access: Access) => {
    const readyBy = access.young ? clock.now() + SETTLING_MS : null;
    return accountGateways(transport, await entranceOf(sessions, access, readyBy));
  }, sessionKey);
  return {
    caller: () => sessions.identity(null),
    async ahead() {
      await sessions.identity(null);
      const asked = clock.now();
      const answered = await stsGateway(transport, { ...caller, readyBy: null }).time();
      return answered - (asked + clock.now()) / 2;
    },
    organizations: sharedReads(organizationsGateway(transport, { ...caller, readyBy: null }), clock),
    enter: async (access) => checked(access, await gateways(access)),
    calls: counter,
  };
}

/** Where STS is asked makes no difference to what a session may do. */
function sessionKey({ role, externalId, profile, young }: Access): string {
  return JSON.stringify([role, externalId, profile, young]);
}

async function entranceOf(sessions: Sessions, access: Access, readyBy: number | null): Promise<Entrance> {
  const { role, profile } = access;
  if (role === null) {
    return { ...(await sessions.identity(profile)), credentials: sessions.credentials(profile), readyBy };
  }
  const credentials = sessions.role({ ...access, role }, readyBy);
  const { account, arn } = await credentials.session();
  return { account, arn, credentials, readyBy };
}

/** AWS itself said whose credentials these are: in the answer to AssumeRole, or to GetCallerIdentity. */
function checked(access: Access, gateways: AccountGateways): AccountGateways {
  if (access.account === null || access.account === gateways.account) return gateways;
  const by = access.role ?? (access.profile === null ? 'the caller’s credentials' : `profile ${access.profile}`);
  fail('WrongAccount', `${by} lead to account ${gateways.account}, not to ${access.account}`, {
    hint: 'check the account in the definition, and the profile or role in use',
  });
}
