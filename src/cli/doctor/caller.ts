import type { Organization } from '../../aws/types/organizations.ts';
import type { Environment } from '../../model/environment.ts';
import type { Run } from '../../model/run.ts';
import { asFailure } from '../../execute/failed.ts';
import { failing, note, ok, type Check } from './check.ts';

/** AWS refuses a signature that is five minutes off; a lock that is waited for is told by AWS's clock, not by this one. */
const REFUSED_MS = 300_000;
const ODD_MS = 30_000;

/** Who calls, or why nobody can. */
export async function checkCredentials({ aws }: Run): Promise<Check> {
  try {
    const { account, arn } = await aws.caller();
    if (arn.endsWith(':root')) {
      return note(
        'credentials',
        `the root user of ${account}`,
        'use a role: what the root user does cannot be limited',
      );
    }
    return ok('credentials', arn);
  } catch (error) {
    return failing('credentials', asFailure(error).diagnostics[0]);
  }
}

export async function checkClock({ aws }: Run): Promise<Check> {
  try {
    const ahead = await aws.ahead();
    const seconds = Math.round(Math.abs(ahead) / 1_000);
    const text = `${seconds} s ${ahead > 0 ? 'behind' : 'ahead of'} AWS`;
    const hint = 'set it, and keep it right with a time service';
    if (seconds * 1_000 >= REFUSED_MS)
      return failing('clock', { code: 'AwsError', message: `this machine is ${text}`, hint });
    return seconds * 1_000 >= ODD_MS
      ? note('clock', `this machine is ${text}`, hint)
      : ok('clock', `within ${seconds} s of AWS`);
  } catch (error) {
    return failing('clock', asFailure(error).diagnostics[0]);
  }
}

/** What was found, and the organization itself where the caller is its management account. */
export interface OrganizationCheck {
  readonly check: Check;
  readonly managed: Organization | null;
}

/** Needed only where envctl makes accounts or has to look for them. */
export async function checkOrganization(
  { aws }: Run,
  environments: readonly Environment[],
): Promise<OrganizationCheck> {
  const needing = environments.filter(
    ({ account, accountOf }) => account.form === 'member' && account.id === null && accountOf === null,
  );
  try {
    const [organization, { account }] = await Promise.all([aws.organizations.describeOrganization(), aws.caller()]);
    if (!organization) return { check: noOrganization(needing), managed: null };
    const managed = organization.managementAccount === account;
    const name = `organization ${organization.id}`;
    if (!organization.allFeatures) {
      const hint = 'enable all features of the organization: accounts cannot be closed, nor guarded, without';
      return { check: note('organization', `${name} has consolidated billing only`, hint), managed: null };
    }
    if (managed) return { check: ok('organization', `management account of ${name}`), managed: organization };
    const hint = `accounts are made and closed with credentials of ${organization.managementAccount}`;
    return { check: note('organization', `member of ${name}`, hint), managed: null };
  } catch (error) {
    return { check: failing('organization', asFailure(error).diagnostics[0]), managed: null };
  }
}

function noOrganization(needing: readonly Environment[]): Check {
  const message = 'the caller’s account is in no organization';
  if (needing.length === 0) return ok('organization', `${message}, and none is needed`);
  const names = needing.map(({ name }) => name).join(', ');
  const hint = `make one with envctl create-account ${needing[0]?.name ?? ''} --create-organization, or name existing accounts`;
  return failing('organization', { code: 'OrganizationMissing', message: `${message}, but ${names} need one`, hint });
}
