import type { OrganizationAccount, OrganizationsGateway } from '../aws/types/organizations.ts';

/** Turns the ids of organizational units into paths of names. */
export interface Units {
  /** Path below the root of the unit that holds an account: `Workloads/Staging`; empty for the root. */
  pathOf(account: OrganizationAccount): Promise<string>;
}

/**
 * Units are named by walking down from the root, each level asked for once and only on the way to an account. An account
 * for which AWS leaves `Paths` out is looked up by its parent, and the tree is then searched for that one.
 */
export function createUnits(organizations: OrganizationsGateway): Units {
  const children = new Map<string, Promise<ReadonlyMap<string, string>>>();
  const below = (parent: string): Promise<ReadonlyMap<string, string>> => {
    const known =
      children.get(parent) ??
      organizations.unitsBelow(parent).then((units) => new Map(units.map((unit) => [unit.id, unit.name])));
    children.set(parent, known);
    return known;
  };
  return {
    pathOf: async (account) =>
      account.path === null
        ? search(await organizations.rootId(), await organizations.parentOf(account.id), below)
        : walk(account.path, below),
  };
}

type Below = (parent: string) => Promise<ReadonlyMap<string, string>>;

async function walk(ids: readonly string[], below: Below): Promise<string> {
  const names: string[] = [];
  for (const [index, id] of ids.entries()) {
    const parent = ids[index - 1];
    if (parent !== undefined) names.push((await below(parent)).get(id) ?? id);
  }
  return names.join('/');
}

/** Breadth first, level by level; a unit that has gone in the meantime is named by its id. */
async function search(root: string, wanted: string, below: Below): Promise<string> {
  let level: { id: string; path: string }[] = [{ id: root, path: '' }];
  while (level.length > 0) {
    const found = level.find((unit) => unit.id === wanted);
    if (found) return found.path;
    level = (await Promise.all(level.map((unit) => childrenOf(unit, below)))).flat();
  }
  return wanted;
}

async function childrenOf(unit: { id: string; path: string }, below: Below): Promise<{ id: string; path: string }[]> {
  const units = await below(unit.id);
  return [...units].map(([id, name]) => ({ id, path: unit.path === '' ? name : `${unit.path}/${name}` }));
}
