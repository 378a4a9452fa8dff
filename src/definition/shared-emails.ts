import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Environment, MemberAccount } from '../model/environment.ts';

interface Claim {
  readonly name: string;
  readonly account: MemberAccount;
}

/**
 * Environments that would make an account with one address, in whatever project: AWS takes each address once, so both would claim
 * the same account. Told at each of them. Source: Organizations API reference, CreateAccount: the address must not be in use.
 */
export function sharedEmails(environments: readonly Environment[]): { names: string[]; diagnostic: Diagnostic }[] {
  const claims = new Map<string, Claim[]>();
  for (const { name, account, accountOf } of environments) {
    if (account.form !== 'member' || accountOf !== null || account.email === '') continue;
    const address = account.email.toLowerCase();
    claims.set(address, [...(claims.get(address) ?? []), { name, account }]);
  }
  return [...claims.values()]
    .filter((sharing) => sharing.length > 1)
    .flatMap((sharing) => {
      const names = sharing.map(({ name }) => name).sort();
      return sharing.map(({ account }) => ({ names, diagnostic: problem(account, names) }));
    });
}

function problem(account: MemberAccount, names: readonly string[]): Diagnostic {
  const message = `${names.join(' and ')} give the same account e-mail ${account.email.toLowerCase()}: each address is one account`;
  return diagnostic('DefinitionInvalid', message, {
    at: account.emailAt,
    hint: `give each its own address, or write account: { environment: ${names[0] ?? ''} } in the others to share the account`,
  });
}
