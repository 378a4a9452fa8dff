import { AwsFault, type Operation } from '../service.ts';
import { invalidInput, notFound } from './faults.ts';
import { choice, required } from './fields.ts';
import { asReader } from './delegated.ts';
import { asManagement } from './member.ts';
import { tellStackSets } from './followers.ts';
import { pageOf } from './pages.ts';
import { presentAccount } from './present.ts';
import { accountOf, accountsIn, parentId, unitsIn } from './tree.ts';

/** Closed accounts too, until they leave the organization. */
export const listAccounts: Operation = (input, call) => {
  const member = asReader(call);
  const { items, NextToken } = pageOf(Object.values(member.accounts), input);
  return { Accounts: items.map((account) => presentAccount(member, account)), NextToken };
};

export const listAccountsForParent: Operation = (input, call) => {
  const member = asReader(call);
  const { items, NextToken } = pageOf(accountsIn(member, parentId(member, required(input, 'ParentId'))), input);
  return { Accounts: items.map((account) => presentAccount(member, account)), NextToken };
};

export const describeAccount: Operation = (input, call) => {
  const member = asReader(call);
  return { Account: presentAccount(member, accountOf(member, required(input, 'AccountId'))) };
};

export const listChildren: Operation = (input, call) => {
  const member = asReader(call);
  const parent = parentId(member, required(input, 'ParentId'));
  const Type = choice(input, 'ChildType', ['ACCOUNT', 'ORGANIZATIONAL_UNIT']);
  if (Type === null) throw invalidInput('INPUT_REQUIRED', 'You must specify a value for ChildType.');
  const children = Type === 'ACCOUNT' ? accountsIn(member, parent) : unitsIn(member, parent);
  const { items, NextToken } = pageOf<{ id: string }>(children, input);
  return { Children: items.map(({ id }) => ({ Id: id, Type })), NextToken };
};

export const listParents: Operation = (input, call) => {
  const member = asReader(call);
  const child = required(input, 'ChildId');
  const parent = (member.accounts[child] ?? member.units[child])?.parent;
  if (parent === undefined) throw notFound('Child', child);
  const { items, NextToken } = pageOf([{ id: parent }], input);
  const type = parent === member.organization.root ? 'ROOT' : 'ORGANIZATIONAL_UNIT';
  return { Parents: items.map(({ id }) => ({ Id: id, Type: type })), NextToken };
};

export const moveAccount: Operation = (input, call) => {
  const member = asManagement(call);
  const source = required(input, 'SourceParentId');
  const destination = required(input, 'DestinationParentId');
  const account = accountOf(member, required(input, 'AccountId'));
  parentId(member, destination, 'DestinationParent');
  if (account.parent === destination) {
    throw new AwsFault('DuplicateAccountException', 'That account is already present at the specified destination.');
  }
  if (account.parent !== source) throw notFound('SourceParent', source);
  account.parent = destination;
  tellStackSets(call, account.id);
  return {};
};
