import type { AccountGateways } from '../aws/types/account.ts';
import { EnvctlError } from '../diagnostics/error.ts';
import type { AccountObservation } from '../model/account.ts';
import type { Contact, ContactType, Environment, MemberAccount } from '../model/environment.ts';
import type { Run } from '../model/run.ts';
import { enterAccount } from './access.ts';

type Inner = Pick<AccountObservation, 'alias' | 'contacts'>;

/**
 * Adds what only the account itself tells, the IAM alias and the alternate contacts, where the definition gives them. An
 * account that cannot be entered yet tells nothing: a plan must not fail for it, and create-account looks again once the
 * account can be used.
 */
export async function withInner(
  environment: Environment,
  observation: AccountObservation,
  run: Run,
): Promise<AccountObservation> {
  const { account, ownership } = observation;
  const { account: defined } = environment;
  if (defined.form !== 'member' || environment.accountOf !== null || account === null) return observation;
  const kinds = contactKinds(defined);
  const wanted = defined.alias !== null || kinds.length > 0;
  if (!wanted || ownership !== 'owned') return observation;
  try {
    const gateways = await enterAccount(environment, { ...account, joined: null }, 'deploy', run);
    return { ...observation, ...(await readInner(defined, kinds, gateways)) };
  } catch (error) {
    if (error instanceof EnvctlError && error.code === 'AccessDenied') return observation;
    throw error;
  }
}

async function readInner(
  { alias }: MemberAccount,
  kinds: readonly ContactType[],
  gateways: AccountGateways,
): Promise<Inner> {
  const [known, contacts] = await Promise.all([
    alias === null ? undefined : gateways.iam().alias(),
    kinds.length === 0 ? undefined : readContacts(kinds, gateways),
  ]);
  return { ...(known === undefined ? {} : { alias: known }), ...(contacts === undefined ? {} : { contacts }) };
}

/** The alternate contacts of these kinds as they are; null where there is none. */
export async function readContacts(
  kinds: readonly ContactType[],
  gateways: AccountGateways,
): Promise<Partial<Record<ContactType, Contact | null>>> {
  const account = gateways.accountManagement();
  return Object.fromEntries(await Promise.all(kinds.map(async (kind) => [kind, await account.contact(kind)] as const)));
}

/** The kinds of contact that a definition gives. */
export function contactKinds({ contacts }: MemberAccount): ContactType[] {
  return (['billing', 'operations', 'security'] as const).filter((kind) => contacts[kind] !== undefined);
}
