import type { Borrowed, Environment } from '../model/environment.ts';

/** Account ids by the name of the environment that lives there; null or missing while it is unknown. */
export type AccountIds = Readonly<Record<string, string | null>>;

/**
 * The environment with the account ids that AWS told, its lenders' too: export names may contain them. One that has them all is
 * answered as it is.
 */
export function withAccounts(environment: Environment, ids: AccountIds): Environment {
  const id = ids[environment.name] ?? environment.account.id;
  const borrowed = environment.borrowed.map((one) => withAccountOfLender(one, ids));
  const isSame = id === environment.account.id && borrowed.every((one, index) => one === environment.borrowed[index]);
  if (isSame) return environment;
  return { ...environment, account: id === null ? environment.account : { ...environment.account, id }, borrowed };
}

function withAccountOfLender(borrowed: Borrowed, ids: AccountIds): Borrowed {
  const lender = borrowed.lender && withAccounts(borrowed.lender, ids);
  return lender === borrowed.lender ? borrowed : { ...borrowed, lender };
}
