import { addRole } from '../iam/store.ts';
import { accountId, lowerId } from '../ids.ts';
import { textsOf } from '../input.ts';
import type { Operation, Task, TaskCall } from '../service.ts';
import { AwsFault } from '../service.ts';
import { accountQuota } from '../servicequotas/applied.ts';
import { noteTagChange } from '../tagging/copies.ts';
import { constraintViolation } from './faults.ts';
import { tellStackSets } from './followers.ts';
import { choice, email, optional, required } from './fields.ts';
import { asManagement } from './member.ts';
import { pageOf } from './pages.ts';
import { presentCreation } from './present.ts';
import { organizationsOf, type OrganizationsState, type StoredCreation } from './store.ts';
import { readTags } from './tags.ts';

/** Organizations user guide, quotas: accounts that can be in creation at a time. */
const MAX_IN_PROGRESS = 5;

/** Accepts the request; the account is there `createAccountMs` later, or the request has failed. */
export const createAccount: Operation = (input, call) => {
  const member = asManagement(call);
  const details = {
    email: email(input),
    name: required(input, 'AccountName'),
    role: optional(input, 'RoleName') ?? 'OrganizationAccountAccessRole',
    tags: readTags(input),
  };
  choice(input, 'IamUserAccessToBilling', ['ALLOW', 'DENY']);
  const running = Object.values(member.creations).filter(({ state }) => state === 'IN_PROGRESS');
  if (running.length >= MAX_IN_PROGRESS) {
    throw constraintViolation(
      'ACCOUNT_CREATION_RATE_LIMIT_EXCEEDED',
      'You have too many accounts in creation at the same time.',
    );
  }
  const creation: StoredCreation = {
    ...details,
    id: lowerId(call.state, 'car-', 32),
    state: 'IN_PROGRESS',
    requested: call.now,
    completed: null,
    account: null,
    failure: null,
  };
  member.creations[creation.id] = creation;
  call.schedule(call.settings.createAccountMs, 'organizations', 'account-created', { id: creation.id });
  return { CreateAccountStatus: presentCreation(creation) };
};

export const describeCreateAccountStatus: Operation = (input, call) => {
  const member = asManagement(call);
  const id = required(input, 'CreateAccountRequestId');
  const creation = member.creations[id];
  if (creation === undefined) {
    throw new AwsFault('CreateAccountStatusNotFoundException', `There is no request ${id} to create an account.`);
  }
  return { CreateAccountStatus: presentCreation(creation) };
};

export const listCreateAccountStatus: Operation = (input, call) => {
  const member = asManagement(call);
  const states = textsOf(input, 'States');
  const wanted = Object.values(member.creations).filter(({ state }) => states.length === 0 || states.includes(state));
  const { items, NextToken } = pageOf(wanted, input);
  return { CreateAccountStatuses: items.map(presentCreation), NextToken };
};

/** The end of a request: an account below the root with its role, or the reason why there is none. */
export const accountCreated: Task = (data, call) => {
  const all = organizationsOf(call.state);
  const creation = all.creations[(data as { id: string }).id];
  if (creation === undefined) return;
  creation.completed = call.now;
  creation.failure = failureOf(all, creation, call);
  creation.state = creation.failure === null ? 'SUCCEEDED' : 'FAILED';
  if (creation.failure !== null) return;
  creation.account = addAccount(all, creation, call);
  tellStackSets(call, creation.account);
};

function failureOf(all: OrganizationsState, creation: StoredCreation, call: TaskCall): string | null {
  if (Object.hasOwn(all.emails, creation.email.toLowerCase())) return 'EMAIL_ALREADY_EXISTS';
  const quota = accountQuota(all.organization?.management ?? '', call);
  return Object.keys(all.accounts).length >= quota ? 'ACCOUNT_LIMIT_EXCEEDED' : null;
}

function addAccount(all: OrganizationsState, creation: StoredCreation, { state, now }: TaskCall): string {
  const { organization } = all;
  if (organization === null) throw new Error('an account was created without an organization');
  const id = accountId(state);
  const { email, name } = creation;
  all.emails[email.toLowerCase()] = true;
  noteTagChange(state, id, null, now);
  all.tags[id] = creation.tags;
  all.accounts[id] = {
    id,
    email,
    name,
    state: 'ACTIVE',
    closing: false,
    method: 'CREATED',
    joined: now,
    parent: organization.root,
  };
  const trust = trusting(organization.management);
  addRole(state, id, { name: creation.role, trust, managed: ['arn:aws:iam::aws:policy/AdministratorAccess'] }, now);
  return id;
}

/** A trust policy for everybody in an account whom that account allows to; only with the external id, when there is one. */
export function trusting(account: string, externalId?: string): string {
  const condition = externalId === undefined ? {} : { Condition: { StringEquals: { 'sts:ExternalId': externalId } } };
  const principal = { AWS: `arn:aws:iam::${account}:root` };
  const statement = { Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole', ...condition };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}
