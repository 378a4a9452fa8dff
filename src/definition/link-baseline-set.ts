import type { BaselineSet } from '../model/stack-set.ts';
import { isUnitWithin } from '../model/units.ts';
import type { Draft } from './draft.ts';
import type { Drafts } from './drafts.ts';
import type { LinkedAccount } from './link-account.ts';

/**
 * The stack set that brings its baseline to the account of an environment: one over the unit that the definition puts the account in.
 * The account of the set's own environment is not among them: what a deployment needs has to be there before it can make a set.
 */
export function linkBaselineSet(draft: Draft, linked: LinkedAccount, drafts: Drafts): BaselineSet | null {
  const { account, accountOf } = linked;
  const unit = account.form === 'member' ? account.organizationalUnit : null;
  if (unit === null) return null;
  for (const owner of drafts.baselineSetOwners()) {
    const set = owner.own.stackSets.find(({ baseline }) => baseline !== null);
    const isElsewhere = owner.own.project !== draft.own.project || owner.own.name === (accountOf ?? draft.own.name);
    if (!set?.baseline || isElsewhere || !isUnitWithin(unit, set.unit.value)) continue;
    const { artifacts, deployRole } = set.baseline;
    const { name, region } = owner.own;
    const brings = { buckets: artifacts ? set.regions : null, roles: deployRole !== null };
    return { owner: name, region, unit: set.unit.value, ...brings };
  }
  return null;
}
