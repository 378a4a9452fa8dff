import type { RegionStatus } from '../aws/types/account-management.ts';
import { EnvctlError, fail } from '../diagnostics/error.ts';
import { enabledRegion } from '../model/regions.ts';
import { IN_PLACE, type BaselineContext, type BaselineItem } from './item.ts';
import { optInRegions } from './sleeping.ts';

/** Account Management user guide, quotas: regions that may be changing at a time in an account. */
const AT_ONCE = 6;
/** AWS takes minutes for most regions, hours for some. */
const POLL_MS = 15_000;
const PATIENCE_MS = 2 * 3_600_000;
/** After that long what is still refused in a region that is enabled is refused for good. */
const SETTLING_MS = 600_000;

/** Opt-in regions that the definition lists are enabled, and can be worked in when this is done. None is ever disabled. */
export const regions: BaselineItem = {
  name: 'regions',
  after: [],
  scope: 'account',
  wanted: (environment) => optInRegions(environment).length > 0,
  inspect: async ({ environment, gateways }) => {
    const enabled = await gateways.ec2(enabledRegion(environment.region)).enabledRegions();
    const missing = optInRegions(environment).filter((region) => !enabled.includes(region));
    return missing.length === 0 ? IN_PLACE : { action: 'create', reason: `${missing.join(', ')} to be enabled` };
  },
  apply: async (context) => {
    await enable(context);
    await Promise.all(optInRegions(context.environment).map((region) => settle(region, context)));
  },
};

async function enable({ environment, gateways, run }: BaselineContext): Promise<void> {
  const account = gateways.accountManagement();
  const wanted = optInRegions(environment);
  const deadline = run.clock.now() + PATIENCE_MS;
  for (;;) {
    const statuses = await account.regions();
    const open = wanted.filter((region) => !isEnabled(statuses[region]));
    if (open.length === 0) return;
    if (run.clock.now() >= deadline) giveUp(open, environment.account.at);
    const changing = Object.values(statuses).filter((status) => status === 'ENABLING' || status === 'DISABLING').length;
    const next = open.filter((region) => statuses[region] === 'DISABLED').slice(0, Math.max(0, AT_ONCE - changing));
    for (const region of next) await account.enableRegion(region);
    const message = `${open.join(', ')} being enabled`;
    run.emit({ environment: environment.name, subject: 'baseline', phase: 'waiting', message });
    await run.clock.sleep(POLL_MS, run.signal);
  }
}

function isEnabled(status: RegionStatus | undefined): boolean {
  return status === 'ENABLED' || status === 'ENABLED_BY_DEFAULT';
}

function giveUp(regions: readonly string[], at: BaselineContext['environment']['account']['at']): never {
  fail('AccountNotReady', `AWS has not enabled ${regions.join(', ')} in two hours`, {
    hint: 'run the command again later: AWS goes on with it',
    at,
  });
}

/** What a region answers until credentials and permissions have come there, too. */
const UNSETTLED = new Set(['AccessDenied', 'CredentialsMissing', 'AccountNotReady']);

async function settle(region: string, { gateways, run }: BaselineContext): Promise<void> {
  const deadline = run.clock.now() + SETTLING_MS;
  for (;;) {
    try {
      await gateways.ec2(region).ebsEncryptedByDefault();
      return;
    } catch (error) {
      const passing = error instanceof EnvctlError && UNSETTLED.has(error.code) && run.clock.now() < deadline;
      if (!passing) throw error;
    }
    await run.clock.sleep(POLL_MS, run.signal);
  }
}
