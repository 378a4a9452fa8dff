import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Draft } from './draft.ts';
import type { Drafts } from './drafts.ts';
import { nameHint } from '../model/nearest.ts';
import type { BorrowRequest } from './read-borrowed.ts';

/** What is wrong with a `from`; null when the lender deploys the service, or belongs to another repository. */
export function borrowProblem(draft: Draft, request: BorrowRequest, drafts: Drafts): Diagnostic | null {
  const { environment, service, at } = request;
  const invalid = (message: string, hint: string): Diagnostic => diagnostic('DefinitionInvalid', message, { at, hint });
  if (isForeign(draft, request)) return null;
  if (environment === draft.own.name)
    return invalid(`${request.name} cannot be borrowed from ${environment} itself`, 'name another environment');
  if (drafts.isBase(environment)) return invalid(`${environment} is a base and deploys nothing`, 'name an environment');
  if (!drafts.names.includes(environment)) {
    const hint = nameHint(environment, drafts.names);
    return diagnostic('UnknownReference', `from names an unknown environment ${environment}`, { at, hint });
  }
  const lender = drafts.byName(environment);
  if (!lender) return null;
  const circle = circleThrough(draft, lender, drafts);
  if (circle) {
    const hint = 'let one of them deploy its service itself';
    return invalid(`environments borrow from each other in a circle: ${circle.join(' -> ')}`, hint);
  }
  const lent = lender.borrows.find(({ name }) => name === service);
  if (lent) {
    const hint = `write from: ${lent.service === request.name ? lent.environment : `{ environment: ${lent.environment}, service: ${lent.service} }`}`;
    return invalid(`${environment} itself borrows ${service} from ${lent.environment}`, hint);
  }
  if (lender.own.stackSets.some(({ name }) => name === service)) {
    const hint = 'leave it out: accounts in the unit of the stack set have it without a word of theirs';
    return invalid(`${environment} hands ${service} to a stack set, which lends no outputs`, hint);
  }
  const names = lender.own.services.map(({ name }) => name);
  if (names.includes(service)) return null;
  return diagnostic('UnknownReference', `${environment} has no service ${service}`, {
    at,
    hint: nameHint(service, names),
  });
}

/** True when the lender's definition is kept in another repository. */
export function isForeign(draft: Draft, request: BorrowRequest): boolean {
  return request.project !== draft.own.project;
}

/** The names from a borrower over its lender back to itself; null when the way does not lead back. */
function circleThrough(start: Draft, lender: Draft, drafts: Drafts): string[] | null {
  const visited = new Set<string>();
  const search = (draft: Draft, way: string[]): string[] | null => {
    if (draft.own.name === start.own.name) return [...way, draft.own.name];
    if (visited.has(draft.own.name)) return null;
    visited.add(draft.own.name);
    for (const request of draft.borrows) {
      const next = isForeign(draft, request) ? null : drafts.byName(request.environment);
      const found = next && search(next, [...way, draft.own.name]);
      if (found) return found;
    }
    return null;
  };
  return search(lender, [start.own.name]);
}
