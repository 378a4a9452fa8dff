import { flagOf, textOf, type Input } from '../input.ts';
import { slice } from '../state.ts';
import type { Call, Operation } from '../service.ts';
import { alreadyExists, noSuchEntity, outOfBounds } from './faults.ts';
import { required, wholeIn } from './fields.ts';
import { pageOf } from './pages.ts';
import { iamOf, type IamAccount } from './store.ts';

const ALIAS = /^[a-z0-9](?:[a-z0-9]|-(?!-)){1,61}[a-z0-9]$/;

/** An account has one alias: another one takes its place. A name is one account's in all of AWS. */
function createAlias(input: Input, call: Call): Record<string, unknown> {
  const alias = aliasIn(input);
  if (/^\d{12}$/.test(alias)) throw outOfBounds('accountAlias', alias, 'not be an account number');
  const accounts = Object.values(slice<Record<string, IamAccount>>(call.state, 'iam', () => ({})));
  if (accounts.some((account) => account.alias === alias))
    throw alreadyExists(`The account alias ${alias} already exists.`);
  iamOf(call.state, call.account).alias = alias;
  return {};
}

function deleteAlias(input: Input, call: Call): Record<string, unknown> {
  const account = iamOf(call.state, call.account);
  const alias = aliasIn(input);
  if (account.alias !== alias) throw noSuchEntity(`The Account Alias ${alias} cannot be found.`);
  account.alias = null;
  return {};
}

function listAliases(input: Input, call: Call): Record<string, unknown> {
  const { alias } = iamOf(call.state, call.account);
  const { items, ...rest } = pageOf(alias === null ? [] : [alias], input);
  return { AccountAliases: items, ...rest };
}

function aliasIn(input: Input): string {
  const alias = required(input, 'AccountAlias');
  if (!ALIAS.test(alias))
    throw outOfBounds('accountAlias', alias, `satisfy regular expression pattern: ${ALIAS.source}`);
  return alias;
}

function getPasswordPolicy(_input: Input, call: Call): Record<string, unknown> {
  const policy = iamOf(call.state, call.account).passwordPolicy;
  if (policy === null) throw noSuchEntity(`The Password Policy with domain name ${call.account} cannot be found.`);
  return { PasswordPolicy: policy };
}

/** Replaces everything: what is left out goes back to its default. Source: UpdateAccountPasswordPolicy, IAM API reference. */
function updatePasswordPolicy(input: Input, call: Call): Record<string, unknown> {
  const maxAge = wholeIn(input, 'MaxPasswordAge', { min: 1, max: 1095 });
  const reuse = wholeIn(input, 'PasswordReusePrevention', { min: 1, max: 24 });
  iamOf(call.state, call.account).passwordPolicy = {
    MinimumPasswordLength: wholeIn(input, 'MinimumPasswordLength', { min: 6, max: 128 }) ?? 6,
    RequireSymbols: flagOf(input, 'RequireSymbols') ?? false,
    RequireNumbers: flagOf(input, 'RequireNumbers') ?? false,
    RequireUppercaseCharacters: flagOf(input, 'RequireUppercaseCharacters') ?? false,
    RequireLowercaseCharacters: flagOf(input, 'RequireLowercaseCharacters') ?? false,
    AllowUsersToChangePassword: flagOf(input, 'AllowUsersToChangePassword') ?? false,
    ExpirePasswords: maxAge !== null,
    ...(maxAge === null ? {} : { MaxPasswordAge: maxAge }),
    ...(reuse === null ? {} : { PasswordReusePrevention: reuse }),
    ...(textOf(input, 'HardExpiry') === null ? {} : { HardExpiry: flagOf(input, 'HardExpiry') ?? false }),
  };
  return {};
}

function deletePasswordPolicy(_input: Input, call: Call): Record<string, unknown> {
  const account = iamOf(call.state, call.account);
  if (account.passwordPolicy === null)
    throw noSuchEntity('The account policy with name PasswordPolicy cannot be found.');
  account.passwordPolicy = null;
  return {};
}

/** What belongs to an account as a whole. */
export const accountOperations: Readonly<Record<string, Operation>> = {
  CreateAccountAlias: createAlias,
  DeleteAccountAlias: deleteAlias,
  ListAccountAliases: listAliases,
  GetAccountPasswordPolicy: getPasswordPolicy,
  UpdateAccountPasswordPolicy: updatePasswordPolicy,
  DeleteAccountPasswordPolicy: deletePasswordPolicy,
};
