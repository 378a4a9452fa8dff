import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Borrowed, Environment, Service } from '../model/environment.ts';
import type { Draft } from './draft.ts';
import type { Drafts } from './drafts.ts';
import { linkAccount } from './link-account.ts';
import { linkBaselineSet } from './link-baseline-set.ts';
import { borrowProblem, isForeign } from './link-borrowed.ts';
import type { BorrowRequest } from './read-borrowed.ts';

/** An environment with everything that other definitions add to it; null when one of them, or itself, has no account. */
export interface Linked {
  readonly environment: Environment | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Connects drafts: the account of another environment, services that another one lends. */
export class Linker {
  readonly #drafts: Drafts;
  readonly #linked = new Map<Draft, Linked>();

  constructor(drafts: Drafts) {
    this.#drafts = drafts;
  }

  /** Links a draft and its lenders. Lending never goes in circles: `borrowProblem` refuses each of their links. */
  link(draft: Draft): Linked {
    const known = this.#linked.get(draft);
    if (known) return known;
    const { linked, diagnostics } = linkAccount(draft, this.#drafts);
    const problems = [...diagnostics];
    const borrowed = draft.borrows
      .map((request) => this.#borrow(draft, request, problems))
      .filter((one) => one !== null);
    const isWhole = linked !== null && borrowed.length === draft.borrows.length;
    const baselineSet = linked && linkBaselineSet(draft, linked, this.#drafts);
    const environment = isWhole ? { ...draft.own, ...linked, baselineSet, borrowed } : null;
    const result = { environment, diagnostics: problems };
    this.#linked.set(draft, result);
    return result;
  }

  /** As much of an environment as there is; without an account of its own it gets one that nothing can be done with. */
  partial(draft: Draft): Environment {
    const { environment } = this.link(draft);
    if (environment) return environment;
    const at = { file: draft.own.file, line: 1, column: 1 };
    const unknown = { form: 'external', id: null, roleArn: null, externalId: null, profile: null, at } as const;
    const { linked } = linkAccount(draft, this.#drafts);
    const home = linked ?? { account: unknown, accountOf: null, baseline: draft.baseline };
    const borrowed = draft.borrows.map((request) => this.#borrow(draft, request, [])).filter((one) => one !== null);
    return { ...draft.own, ...home, baselineSet: null, borrowed };
  }

  #borrow(draft: Draft, request: BorrowRequest, problems: Diagnostic[]): Borrowed | null {
    const { name, environment, service, project, account, at } = request;
    const foreign: Borrowed = { name, environment, service, project, account, at, lender: null, here: null };
    if (isForeign(draft, request)) return foreign;
    const problem = borrowProblem(draft, request, this.#drafts);
    if (problem) {
      problems.push(problem);
      return null;
    }
    const lending = this.#drafts.byName(environment);
    const lender = lending && this.link(lending).environment;
    if (!lending || !lender) return null;
    return { ...foreign, lender, here: this.#here(draft, lending, service) };
  }

  #here(draft: Draft, lending: Draft, service: string): Service | null {
    const asHere = this.#drafts.draftAs(lending.definition, draft);
    return asHere?.own.services.find(({ name }) => name === service) ?? null;
  }
}

/** Names of the environments that a draft leans on by its account and its borrowed services. */
export function leansOn(draft: Draft): string[] {
  const owner = draft.account?.form === 'shared' ? [draft.account.environment] : [];
  const lenders = draft.borrows.filter((request) => !isForeign(draft, request)).map(({ environment }) => environment);
  return [...new Set([...owner, ...lenders])];
}
