import { regionsOf } from '../../baseline/item.ts';
import type { Environment } from '../../model/environment.ts';
import type { SandboxStart, SeedAccount } from '../../model/sandbox.ts';
import type { Seeds } from '../../observe/seeds.ts';

/** The management account of an organization in which there is nothing else, and AWS's own limit of accounts. */
export const EMPTY_START: Omit<SandboxStart, 'now' | 'region'> = {
  caller: { account: '123456789012', arn: 'arn:aws:iam::123456789012:user/admin' },
  management: '123456789012',
  accountQuota: 10,
  stackSets: 'untrusted',
};

/** The account that a definition names and envctl does not make, as its owner would have prepared it. */
export function emptySeeds(environment: Environment): Seeds {
  const { account } = environment;
  const accounts =
    account.id === null || account.id === EMPTY_START.management ? [] : [seedOf(environment, account.id)];
  const units = environment.stackSets.map(({ unit }) => ({ path: unit.value, accounts: [] }));
  return { accounts, units, stackSets: [], regions: [], objects: [], records: [] };
}

function seedOf(environment: Environment, id: string): SeedAccount {
  const { account, name } = environment;
  const common = { id, alias: null, contacts: {}, regions: regionsOf(environment) };
  if (account.form === 'external') {
    const { roleArn, externalId, profile } = account;
    return { ...common, member: null, entrance: { role: roleArn?.split('/').at(-1) ?? null, externalId, profile } };
  }
  const email = account.form === 'member' ? account.email : `${name}@existing.example.com`;
  const entrance = { role: account.role, externalId: null, profile: null };
  return { ...common, member: { name, email, ended: false, unit: '', tags: {} }, entrance };
}
