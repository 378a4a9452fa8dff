import { memoAsync } from '../memo.ts';
import type { Clock } from '../../model/clock.ts';
import type { AccountCreation, OrganizationsGateway } from '../types/organizations.ts';

/** For so long after its answer a read serves others, ms: environments that are looked at side by side ask within moments. */
const SERVES_MS = 5_000;

interface Kept {
  readonly answer: Promise<unknown>;
  /** When it was answered, ms since 1970; null while it is under way. */
  answered: number | null;
}

/**
 * The same gateway for many environments of one run: what several of them ask of the organization within moments is asked
 * once. Every change that goes through here, and every creation that has ended, lets all be asked anew; what fails is not
 * kept. DescribeOrganization is allowed once a second ("Quotas for AWS Organizations"), so that ten environments would
 * otherwise wait eight seconds for ten times the same answer.
 */
export function sharedReads(gateway: OrganizationsGateway, clock: Clock): OrganizationsGateway {
  const kept = new Map<string, Kept>();
  const forget = (): void => kept.clear();
  const isFresh = ({ answered }: Kept): boolean => answered === null || clock.now() - answered < SERVES_MS;
  const share = <T>(key: string, ask: () => Promise<T>): Promise<T> => {
    const known = kept.get(key);
    if (known && isFresh(known)) return known.answer as Promise<T>;
    const asked = ask();
    const entry: Kept = { answer: asked, answered: null };
    kept.set(key, entry);
    asked.then(
      () => (entry.answered = clock.now()),
      () => kept.get(key) === entry && kept.delete(key),
    );
    return asked;
  };
  const changing = async <T>(work: Promise<T>): Promise<T> => {
    forget();
    try {
      return await work;
    } finally {
      forget();
    }
  };
  const ended = (creation: AccountCreation): AccountCreation => {
    if (creation.state !== 'IN_PROGRESS') forget();
    return creation;
  };
  return {
    ...gateway,
    describeOrganization: () => share('organization', () => gateway.describeOrganization()),
    rootId: () => share('root', () => gateway.rootId()),
    listAccounts: () => share('accounts', () => gateway.listAccounts()),
    creationsInProgress: () => share('creations', () => gateway.creationsInProgress()),
    unitsBelow: (parent) => share(`units ${parent}`, () => gateway.unitsBelow(parent)),
    // Asked once: it is late anyway.
    copiedTags: memoAsync((project) => gateway.copiedTags(project)),
    tagsOf: (id) => share(`tags ${id}`, () => gateway.tagsOf(id)),
    describeCreation: async (id) => ended(await gateway.describeCreation(id)),
    createOrganization: () => changing(gateway.createOrganization()),
    createAccount: (request) => changing(gateway.createAccount(request)),
    createUnit: (parent, name) => changing(gateway.createUnit(parent, name)),
    moveAccount: (account, from, to) => changing(gateway.moveAccount(account, from, to)),
    tagAccount: (account, tags) => changing(gateway.tagAccount(account, tags)),
    untagAccount: (account, keys) => changing(gateway.untagAccount(account, keys)),
    closeAccount: (account) => changing(gateway.closeAccount(account)),
  };
}
