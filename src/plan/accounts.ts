import type { Environment } from '../model/environment.ts';

/** Account ids by the name of the environment that lives there; null or missing while it is unknown. */
export type AccountIds = Readonly<Record<string, string | null>>;

/** The environment with the account ids that AWS told, its lenders' too: export names may contain them. */
export function withAccounts(environment: Environment, ids: AccountIds): Environment {
  const id = ids[environment.name] ?? environment.account.id;
  return {
    ...environment,
    account: id === null ? environment.account : { ...environment.account, id },
    borrowed: environment.borrowed.map((borrowed) =>
      borrowed.lender ? { ...borrowed, lender: withAccounts(borrowed.lender, ids) } : borrowed,
    ),
  };
}
