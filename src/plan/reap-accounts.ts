import type { Stack } from '../aws/types/cloudformation.ts';
import type { ObservedAccount } from '../model/account.ts';
import { TAG } from '../model/names.ts';
import type { ExpiredEnvironment, ReapPlan } from '../model/reap.ts';
import type { RemovalPlan } from '../model/removal.ts';

export interface ReapInput {
  readonly environment: ExpiredEnvironment;
  readonly removal: RemovalPlan;
  readonly account: ObservedAccount;
  /** True for a member that the caller may close. */
  readonly closable: boolean;
  /** Every stack that was seen, in whatever account. */
  readonly stacks: readonly Stack[];
  /** True: accounts are closed, too. */
  readonly close: boolean;
}

/** What is done with one environment whose time is over; its account goes only when nothing else needs it. Pure. */
export function planReap({ environment, removal, account, closable, stacks, close }: ReapInput): ReapPlan {
  const { project, name, accountId, expires } = environment;
  const owns = closable && account.tags?.[TAG.project] === project && account.tags[TAG.environment] === name;
  const kept = close ? obstacle(environment, removal, stacks, owns) : null;
  return {
    project,
    environment: name,
    accountId,
    why: 'expired',
    expires: new Date(expires).toISOString(),
    removal,
    owns,
    closes: close && kept === null,
    kept,
  };
}

/** The closing of an account that was asked for, and that AWS could not take then. */
export function planClosure({ id, tags }: ObservedAccount): ReapPlan {
  return {
    project: tags?.[TAG.project] ?? '',
    environment: tags?.[TAG.environment] ?? '',
    accountId: id,
    why: 'closure',
    expires: null,
    removal: null,
    owns: true,
    closes: true,
    kept: null,
  };
}

/** True when there is something to do. */
export function isDue({ removal, closes }: ReapPlan): boolean {
  if (closes || removal === null) return true;
  return removal.parameters.length > 0 || removal.services.some(({ action }) => action === 'delete');
}

/** Why the account stays; null when it may go. */
function obstacle(
  { accountId, project, name }: ExpiredEnvironment,
  removal: RemovalPlan,
  stacks: readonly Stack[],
  owns: boolean,
): string | null {
  if (!owns) return `account ${accountId} is not the environment's own`;
  const [stays] = removal.services.filter(({ action }) => action === 'kept');
  if (stays) return `${stays.stack} stays in account ${accountId}: ${stays.reason ?? 'it is kept'}`;
  const tenants = stacks
    .filter(({ id }) => id.split(':')[4] === accountId)
    .flatMap(({ tags }) => {
      const owner = tags[TAG.environment];
      const isOwn = owner === name && tags[TAG.project] === project;
      return owner === undefined || isOwn ? [] : [owner];
    });
  return tenants.length === 0 ? null : `account ${accountId} is home to ${[...new Set(tenants)].sort().join(', ')}`;
}
