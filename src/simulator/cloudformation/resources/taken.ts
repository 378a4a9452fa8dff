import { regionOf, type Site } from '../site.ts';

/** Who has a physical id of a type in this account and region: a stack, or nobody any more (`stackId` null: retained). Null: it is free. */
export function holderOf(site: Site, type: string, physicalId: string): { stackId: string | null } | null {
  const region = regionOf(site);
  for (const stack of Object.values(region.stacks)) {
    const records = [...Object.values(stack.resources), ...(stack.operation?.leftovers ?? [])];
    const held = records.some(
      (record) => record.type === type && record.physicalId === physicalId && record.status !== 'DELETE_COMPLETE',
    );
    if (held && stack.deleted === null) return { stackId: stack.id };
  }
  const kept = region.kept.some((resource) => resource.type === type && resource.physicalId === physicalId);
  return kept ? { stackId: null } : null;
}
