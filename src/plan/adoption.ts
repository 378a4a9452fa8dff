import type { AccountObservation, AccountPlan } from '../model/account.ts';
import type { Environment } from '../model/environment.ts';
import { TAG } from '../model/names.ts';
import { planAccount, tagChanges } from './account.ts';

/** Tags by which an account that was there already is known to be the environment's. */
export function adoptionTags({ tags, project, name }: Environment): Record<string, string> {
  return { ...tags, [TAG.project]: project, [TAG.environment]: name };
}

/**
 * What adopting an account changes about it: everything that the definition says of an account of form 1, the tags alone for
 * one that is named by its id.
 */
export function planAdoption(environment: Environment, observation: AccountObservation): AccountPlan {
  const plan = planAccount(environment, observation);
  if (environment.account.form === 'member') return plan;
  const details = tagChanges(adoptionTags(environment), observation.account?.tags ?? null);
  if (details.length === 0) return plan;
  const action = observation.ownership === 'owned' ? 'update' : 'adopt';
  return { ...plan, action, changes: ['tag'], details };
}
