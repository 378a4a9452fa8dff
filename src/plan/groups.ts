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
  const related = all.map(relatedOf);
  const given = new Set(related.map(({ environment }) => environment.name));
  const bonds = new Bonds();
  for (const one of related) for (const name of namesOf(one, given)) bonds.join(one.environment.name, name);
  const groups = new Map<string, T[]>();
  for (const [index, one] of all.entries()) {
    const head = bonds.headOf(related[index]?.environment.name ?? '');
    const members = groups.get(head);
    if (members) members.push(one);
    else groups.set(head, [one]);
  }
  return [...groups.values()];
}

/** Names of which some belong together: each leads to another of its group, or is the head of it. */
class Bonds {
  private readonly next = new Map<string, string>();

  join(one: string, other: string): void {
    const [head, joined] = [this.headOf(one), this.headOf(other)];
    if (head !== joined) this.next.set(joined, head);
  }

  headOf(name: string): string {
    let head = name;
    for (let next = this.next.get(head); next !== undefined; next = this.next.get(head)) head = next;
    if (head !== name) this.next.set(name, head);
    return head;
  }
}

/** Itself, the owner of its account, and those of this run that it takes from. */
function namesOf({ environment, linked, neighbours }: Related, given: ReadonlySet<string>): Set<string> {
  const lenders = lenderSites(linked, neighbours).map(({ id }) => id);
  return new Set([environment.name, accountOwner(environment), ...lenders.filter((id) => given.has(id))]);
}
