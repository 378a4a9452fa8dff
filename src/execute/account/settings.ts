import type { AccountGateways } from '../../aws/types/account.ts';
import type { AccountManagementGateway } from '../../aws/types/account-management.ts';
import { EnvctlError, fail } from '../../diagnostics/error.ts';
import type { ObservedAccount } from '../../model/account.ts';
import type { Environment, MemberAccount } from '../../model/environment.ts';
import type { Run } from '../../model/run.ts';
import { contactKinds, readContacts } from '../../observe/inner.ts';
import { sameContact } from '../../plan/contacts.ts';

/**
 * Name, contacts and alias: what the account itself keeps, so that it waits until the account can be used. What is as it
 * should be is not touched.
 */
export async function applySettings(
  environment: Environment,
  found: ObservedAccount,
  gateways: AccountGateways,
  run: Run,
): Promise<void> {
  const { account } = environment;
  if (account.form !== 'member') return;
  const at: Place = { environment, account, gateways, run };
  if (found.name !== null && found.name !== account.name) await rename(at);
  await applyContacts(at);
  await applyAlias(at);
}

interface Place {
  readonly environment: Environment;
  readonly account: MemberAccount;
  readonly gateways: AccountGateways;
  readonly run: Run;
}

async function rename(at: Place): Promise<void> {
  const { name } = at.account;
  emit(at, `renaming to ${name}`);
  await change(at, 'PutAccountName', (api) => api.rename(name));
}

async function applyContacts(at: Place): Promise<void> {
  const { contacts } = at.account;
  const kinds = contactKinds(at.account);
  if (kinds.length === 0) return;
  const actual = await readContacts(kinds, at.gateways);
  for (const kind of kinds) {
    const contact = contacts[kind];
    if (contact === undefined || sameContact(contact, actual[kind] ?? null)) continue;
    emit(at, `${kind} contact`);
    await change(at, 'PutAlternateContact', (api) => api.putContact(kind, contact));
  }
}

async function applyAlias({ account, gateways, run }: Place): Promise<void> {
  if (account.alias === null) return;
  run.signal.throwIfAborted();
  const iam = gateways.iam();
  if ((await iam.alias()) !== account.alias) await iam.putAlias(account.alias);
}

type Change = (api: AccountManagementGateway) => Promise<void>;

/**
 * Inside the account, which needs no setting of the organization. Where a policy forbids it there, from the management
 * account, which no policy binds, but which AWS lets in only when the organization trusts Account Management.
 */
async function change(at: Place, operation: string, work: Change): Promise<void> {
  at.run.signal.throwIfAborted();
  try {
    await work(at.gateways.accountManagement());
  } catch (inside) {
    if (!isDenied(inside)) throw inside;
    await fromManagement(at, operation, work);
  }
}

async function fromManagement({ environment, gateways, run }: Place, operation: string, work: Change): Promise<void> {
  const caller = (await run.aws.caller()).account;
  const access = { account: caller, role: null, externalId: null, profile: null, young: false };
  const management = await run.aws.enter({ ...access, region: environment.region });
  try {
    await work(management.accountManagement(gateways.account));
  } catch (cause) {
    if (!isDenied(cause)) throw cause;
    fail('AccessDenied', `not allowed: account:${operation} for account ${gateways.account}`, {
      hint: TRUST,
      at: environment.account.at,
      cause,
    });
  }
}

const TRUST =
  'allow it to the role in the account, or have the organization trust Account Management: aws organizations enable-aws-service-access --service-principal account.amazonaws.com';

function isDenied(error: unknown): boolean {
  return error instanceof EnvctlError && error.code === 'AccessDenied';
}

function emit({ environment, run }: Place, message: string): void {
  run.emit({ environment: environment.name, subject: 'account', phase: 'progress', message });
}
