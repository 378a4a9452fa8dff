import { member, section } from '../../template/tree.ts';
import type { Change, ChangeSetRecord } from './change-record.ts';
import { isLoose } from './resources/loose.ts';
import { typeSpec } from './spec.ts';
import { plain } from './text.ts';
import type { Site } from './site.ts';

/** Policies with which a resource may be taken in. Source: user guide, "Import AWS resources into a CloudFormation stack automatically". */
const KEEPING = new Set(['Retain', 'RetainExceptOnCreate']);

/** The changes of a change set with ImportExistingResources: what is there under a name that stands in the template is taken in. */
export function withImports(changes: readonly Change[], { config }: ChangeSetRecord, site: Site): Change[] {
  return changes.map((change) => {
    const name = change.action === 'Add' ? nameOf(change, config.template) : null;
    return name !== null && isLoose(site, change.type, name)
      ? { ...change, action: 'Import', physicalId: name }
      : change;
  });
}

/** Why the change set fails: what is there could be taken in, but for its deletion policy; null when nothing is in the way. */
export function importRefusal(changes: readonly Change[], { config }: ChangeSetRecord): string | null {
  const resources = section(config.template, 'Resources');
  const refused = changes.filter(
    ({ action, logicalId }) =>
      action === 'Import' && !KEEPING.has(plain(member(resources[logicalId], 'DeletionPolicy') ?? '')),
  );
  if (refused.length === 0) return null;
  const names = refused.map(
    ({ logicalId, type, physicalId }) => `${logicalId} ({${typeSpec(type)?.identifier ?? 'Id'}=${physicalId ?? ''}})`,
  );
  return (
    'CloudFormation is attempting to import some resources because they already exist in your account. ' +
    "The resources must have the DeletionPolicy attribute set to 'Retain' or 'RetainExceptOnCreate' in the template for successful import. " +
    `The affected resources are ${names.join(', ')}`
  );
}

/** A name that is text: what a function gives is not looked at by AWS either. */
function nameOf({ type, logicalId }: Change, template: ChangeSetRecord['config']['template']): string | null {
  const property = typeSpec(type)?.identifier ?? null;
  const resource = section(template, 'Resources')[logicalId];
  const name = property === null ? undefined : member(member(resource, 'Properties'), property);
  return typeof name === 'string' ? name : null;
}
