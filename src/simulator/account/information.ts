import { organizationsOf } from '../organizations/store.ts';
import { own } from '../record.ts';
import type { Operation } from '../service.ts';
import { required } from './fields.ts';
import { subjectOf } from './subject.ts';

export const getAccountInformation: Operation = (input, call) => {
  const id = subjectOf(input, call);
  const account = own(organizationsOf(call.state).accounts, id);
  return {
    AccountId: id,
    AccountName: account?.name ?? id,
    AccountCreatedDate: new Date(account?.joined ?? 0).toISOString(),
    AccountState: account?.state ?? 'ACTIVE',
  };
};

/** Organizations shows the new name at once; AWS may take hours. An account of no organization keeps its own to itself. */
export const putAccountName: Operation = (input, call) => {
  const id = subjectOf(input, call);
  const name = required(input, 'AccountName');
  const account = own(organizationsOf(call.state).accounts, id);
  if (account !== undefined) account.name = name;
  return {};
};
