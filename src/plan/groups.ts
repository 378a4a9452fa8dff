import type { Environment } from '../model/environment.ts';
import { accountOwner } from '../model/ownership.ts';
import type { LinkedEnvironment } from './linked.ts';
import { lenderSites } from './sites.ts';
import type { Neighbours } from './sources.ts';

/** What has to be known of an environment to tell whom it waits for. */
export interface Related {
  readonly environment: Environment;
  readonly linked: LinkedEnvironment;
  readonly neighbours: Neighbours;
}

/**
 * Environments of one run, those together that live in one account or take from each other. Groups have nothing to do with
 * each other, so that none has to wait for another's account. In the order in which they were given.
 */
export function groupsOf<T>(all: readonly T[], relatedOf: (one: T) => Related): T[][] {
  const groups: { members: T[]; names: Set<string> }[] = [];
  const given = new Set(all.map((one) => relatedOf(one).environment.name));
  for (const one of all) {
    const names = namesOf(relatedOf(one), given);
    const joined = groups.filter((group) => [...names].some((name) => group.names.has(name)));
    const members = [...joined.flatMap((group) => group.members), one];
    for (const group of joined) for (const name of group.names) names.add(name);
    for (const group of joined) groups.splice(groups.indexOf(group), 1);
    groups.push({ members, names });
  }
  return groups.map(({ members }) => all.filter((one) => members.includes(one)));
}

/** Itself, the owner of its account, and those of this run that it takes from. */
function namesOf({ environment, linked, neighbours }: Related, given: ReadonlySet<string>): Set<string> {
  const lenders = lenderSites(linked, neighbours).map(({ id }) => id);
  return new Set([environment.name, accountOwner(environment), ...lenders.filter((id) => given.has(id))]);
}
