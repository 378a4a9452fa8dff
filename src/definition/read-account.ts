import type { Position } from '../diagnostics/diagnostic.ts';
import type { Account, Contact, ContactType, MemberAccount, Tags } from '../model/environment.ts';
import type { AccountDefinition } from './definition.generated.ts';
import type { AccountForm } from './forms.ts';
import { readTags } from './read-tags.ts';
import { report, reportMissing, type Scope } from './scope.ts';
import type { View } from './view.ts';

/** Form 4: the account of another environment, not looked up yet. */
export interface SharedAccount {
  readonly form: 'shared';
  readonly environment: string;
  readonly at: Position;
}

type AccountView = View<NonNullable<AccountDefinition>>;
type AccountKey = Extract<keyof NonNullable<AccountDefinition>, string>;

const CHOICE = 'choose one of email, id alone, roleArn or profile, environment';

/** The keys that decide the form; an id may come with three of the forms and decides only when it is alone. */
const DECIDING = { email: 'member', roleArn: 'external', profile: 'external', environment: 'shared' } as const;

const ALLOWED: Readonly<Record<AccountForm, readonly AccountKey[]>> = {
  member: ['email', 'id', 'name', 'organizationalUnit', 'role', 'alias', 'tags', 'contacts'],
  existing: ['id', 'role'],
  external: ['id', 'roleArn', 'externalId', 'profile'],
  shared: ['environment'],
};

/** Organizations allows 50 tags on an account; three of them are envctl's own. */
const MAX_ACCOUNT_TAGS = 47;

/** Reads the account in whichever of its four forms it is given; null when it has none that can be used. */
export function readAccount(view: AccountView, environmentTags: Tags, scope: Scope): Account | SharedAccount | null {
  const form = formOf(view, scope);
  if (form === null) return null;
  for (const [key] of view.entries()) {
    if (ALLOWED[form].includes(key as AccountKey)) continue;
    report(scope, `account.${key} has no meaning here: ${formWords(form)}`, view.keyAt(key), `remove it, or ${CHOICE}`);
  }
  const role = view.get('role')?.text ?? 'OrganizationAccountAccessRole';
  switch (form) {
    case 'member':
      return readMember(view, role, environmentTags, scope);
    case 'existing':
      return { form, id: view.get('id')?.text ?? '', role, at: view.at };
    case 'external':
      return readExternal(view, scope);
    case 'shared':
      return { form, environment: view.get('environment')?.text ?? '', at: view.get('environment')?.at ?? view.at };
  }
}

function formOf(view: AccountView, scope: Scope): AccountForm | null {
  const keys = (Object.keys(DECIDING) as (keyof typeof DECIDING)[]).filter((key) => view.has(key));
  const [first, second] = keys.sort((a, b) => compare(view.keyAt(a), view.keyAt(b)));
  if (first && second) {
    const at = view.get(second)?.at ?? view.keyAt(second);
    report(scope, `account names both ${first} and ${second}`, at, CHOICE);
    return null;
  }
  if (first) return DECIDING[first];
  if (view.has('id')) return 'existing';
  if (!scope.partial) report(scope, 'account does not say which account it is', view.at, CHOICE);
  return null;
}

function compare(a: Position, b: Position): number {
  return a.line - b.line || a.column - b.column;
}

function formWords(form: AccountForm): string {
  const words = {
    member: 'the account is one with an email',
    existing: 'the account is given by its id alone',
    external: 'the account is reached by a role or a profile',
    shared: 'the account is that of another environment',
  };
  return words[form];
}

function readMember(view: AccountView, role: string, environmentTags: Tags, scope: Scope): MemberAccount {
  const given = view.get('name');
  const name = given?.text ?? `${scope.project}-${scope.name}`;
  if (!given && name.length > 50) {
    report(scope, `the account's name ${name} has more than 50 characters`, view.at, 'give account.name');
  }
  const tags = readTags(view.get('tags'));
  if (new Set([...Object.keys(environmentTags), ...Object.keys(tags)]).size > MAX_ACCOUNT_TAGS) {
    const at = view.get('tags')?.at ?? view.at;
    report(scope, `the account would have more than ${MAX_ACCOUNT_TAGS} tags beside envctl's own`, at, 'remove some');
  }
  return {
    form: 'member',
    email: view.get('email')?.text ?? '',
    emailAt: view.get('email')?.at ?? view.at,
    id: view.get('id')?.text ?? null,
    name,
    organizationalUnit: view.get('organizationalUnit')?.text ?? null,
    role,
    alias: view.get('alias')?.text ?? null,
    tags,
    contacts: readContacts(view, scope),
    at: view.at,
  };
}

function readContacts(view: AccountView, scope: Scope): Partial<Record<ContactType, Contact>> {
  const contacts: Partial<Record<ContactType, Contact>> = {};
  for (const type of ['billing', 'operations', 'security'] as const) {
    const contact = view.get('contacts')?.get(type);
    if (!contact) continue;
    const read = (key: 'name' | 'title' | 'email' | 'phone'): string => {
      if (!contact.has(key)) reportMissing(scope, key, `account.contacts.${type}`, contact.at);
      return contact.get(key)?.text ?? '';
    };
    contacts[type] = { name: read('name'), title: read('title'), email: read('email'), phone: read('phone') };
  }
  return contacts;
}

function readExternal(view: AccountView, scope: Scope): Account {
  const roleArn = view.get('roleArn')?.text ?? null;
  const inArn = /^arn:[^:]+:iam::(\d{12}):/.exec(roleArn ?? '')?.[1] ?? null;
  const id = view.get('id');
  if (id && inArn !== null && id.text !== inArn) {
    report(scope, `account.id is ${id.text}, but account.roleArn is a role of ${inArn}`, id.at, 'make them agree');
  }
  const externalId = view.get('externalId');
  if (externalId && view.has('profile')) {
    report(scope, 'account.externalId goes with roleArn, not with profile', externalId.at, 'set it in the profile');
  }
  return {
    form: 'external',
    id: id?.text ?? inArn,
    roleArn,
    externalId: externalId?.text ?? null,
    profile: view.get('profile')?.text ?? null,
    at: view.at,
  };
}
