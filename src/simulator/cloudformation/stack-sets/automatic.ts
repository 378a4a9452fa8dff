import { uuid } from '../../ids.ts';
import type { TaskCall } from '../../service.ts';
import { allStackSets, siteOf, type Site } from '../site.ts';
import type { OperationRecord, StackSetRecord } from './record.ts';
import { addOperation } from './run.ts';
import { accountsBelow, isBelow } from './targets.ts';

/**
 * Stacks for accounts that have come into a set's units, and none any more for those that have left them. The task
 * `stackSetsFollow`. Source: user guide, "Enable or disable automatic deployments for StackSets in AWS Organizations".
 */
export function followOrganization(data: unknown, call: TaskCall): void {
  const { account } = data as Change;
  for (const { set, place } of allStackSets(call.state)) {
    if (set.status === 'ACTIVE' && set.autoDeployment.enabled) follow(set, account, siteOf(place, call));
  }
}

/** The account that has come, gone, or moved; others of the units are left as they are. */
interface Change {
  readonly account: string;
}

function follow(set: StackSetRecord, account: string, site: Site): void {
  const targets = accountsBelow(site.state, set.units).filter((one) => one.account === account);
  const missing = set.regions.flatMap((region) =>
    targets.filter(() => set.instances[`${account}/${region}`] === undefined).map((one) => ({ ...one, region })),
  );
  const left = Object.values(set.instances).filter(
    (one) => one.account === account && !isBelow(site.state, account, set.units),
  );
  if (missing.length > 0) addOperation(set, operation('CREATE', missing, false, site), site);
  if (left.length > 0) addOperation(set, operation('DELETE', left, set.autoDeployment.retain, site), site);
}

/** Operation preferences do not hold for automatic deployments. Source: API reference, StackSetOperationPreferences. */
function operation(
  action: OperationRecord['action'],
  targets: readonly { account: string; region: string; unit: string }[],
  retain: boolean,
  site: Site,
): OperationRecord {
  const all = { count: null, percentage: 100 };
  return {
    id: uuid(site.state),
    action,
    status: 'QUEUED',
    retain,
    preferences: { concurrent: all, tolerance: all, soft: true, parallel: true },
    created: site.now,
    ended: null,
    results: targets.map(({ account, region, unit }) => ({ account, region, unit, status: 'PENDING', reason: null })),
  };
}
