import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Account, Baseline } from '../model/environment.ts';
import type { Draft } from './draft.ts';
import type { Drafts } from './drafts.ts';
import { nameHint } from '../model/nearest.ts';
import type { SharedAccount } from './read-account.ts';

/** The account that an environment really lives in. */
export interface LinkedAccount {
  readonly account: Account;
  readonly accountOf: string | null;
  readonly baseline: Baseline;
}

/** Follows form 4 to the owner of the account. Null with a diagnostic, or after one about the account itself. */
export function linkAccount(draft: Draft, drafts: Drafts): { linked: LinkedAccount | null; diagnostics: Diagnostic[] } {
  const { account } = draft;
  if (account?.form !== 'shared') {
    const linked = account && { account, accountOf: null, baseline: draft.baseline };
    return { linked, diagnostics: [] };
  }
  const owner = drafts.byName(account.environment);
  const problem = ownerProblem(draft, account, owner, drafts);
  if (problem) return { linked: null, diagnostics: [problem] };
  if (!owner?.account || owner.account.form === 'shared') return { linked: null, diagnostics: [] };
  return {
    linked: { account: owner.account, accountOf: owner.own.name, baseline: owner.baseline },
    diagnostics: [],
  };
}

function ownerProblem(draft: Draft, account: SharedAccount, owner: Draft | null, drafts: Drafts): Diagnostic | null {
  const { environment, at } = account;
  if (environment === draft.own.name) {
    const hint = 'name another environment, or give the account by email, id, roleArn or profile';
    return diagnostic('DefinitionInvalid', `${environment} cannot use its own account`, { at, hint });
  }
  if (drafts.isBase(environment)) {
    return diagnostic('DefinitionInvalid', `${environment} is a base and has no account`, {
      at,
      hint: 'name an environment',
    });
  }
  if (!drafts.names.includes(environment)) {
    const hint = nameHint(environment, drafts.names);
    return diagnostic('UnknownReference', `account names an unknown environment ${environment}`, { at, hint });
  }
  if (owner?.account?.form !== 'shared') return null;
  const message = `${environment} has no account of its own: it uses that of ${owner.account.environment}`;
  return diagnostic('DefinitionInvalid', message, { at, hint: `write environment: ${owner.account.environment}` });
}
