import type { AccountOutcome } from '../../model/account.ts';
import type { Run } from '../../model/run.ts';
import { accessOf } from '../../observe/access.ts';
import type { Adoptable } from '../../observe/adoptable.ts';
import { adoptionTags, planAdoption } from '../../plan/adoption.ts';
import { createAccount } from './create.ts';

/** Makes an account that was looked at, and whose changes were shown, the environment's. What is as it should be stays. */
export async function adoptAccount(adoptable: Adoptable, run: Run): Promise<AccountOutcome> {
  const { environment, account, observation } = adoptable;
  if (environment.account.form === 'member') {
    return createAccount(environment, observation, run, { createOrganization: false, adopt: true });
  }
  const started = run.clock.now();
  const { action } = planAdoption(environment, observation);
  if (action !== 'none') await run.aws.organizations.tagAccount(account.id, adoptionTags(environment));
  const ended = run.clock.now();
  const outcome = action === 'adopt' ? 'adopted' : 'existing';
  const { name } = environment;
  run.emit({ environment: name, subject: 'account', phase: 'done', message: `${outcome} ${account.id}` });
  return {
    environment: name,
    accountId: account.id,
    name: account.name,
    email: account.email,
    organizationalUnit: account.unit === '' ? null : account.unit,
    roleArn: accessOf(environment, account, 'admin', { caller: observation.caller, time: ended }).role,
    outcome,
    seconds: Math.round((ended - started) / 1_000),
  };
}
