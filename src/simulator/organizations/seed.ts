import { lowerId } from '../ids.ts';
import type { SimulatorState } from '../state.ts';
import { organizationsOf } from './store.ts';

/** Id of the unit with this path below the root (`Workloads/Staging`; empty for the root itself); what is missing is made. */
export function seedUnit(state: SimulatorState, path: string): string {
  const { organization, units } = organizationsOf(state);
  if (organization === null) throw new Error('a unit needs an organization: seedOrganization first');
  let parent = organization.root;
  for (const name of path.split('/').filter((each) => each !== '')) {
    const known = Object.values(units).find((unit) => unit.parent === parent && unit.name === name);
    const id = known?.id ?? lowerId(state, `ou-${organization.root.slice(2)}-`, 8);
    units[id] ??= { id, name, parent };
    parent = id;
  }
  return parent;
}
