import { section } from '../../template/tree.ts';
import type { Change, ChangeSetRecord, ValidationFailure } from './change-record.ts';
import { wantedResources } from './engine/definitions.ts';
import { planScope } from './engine/scopes.ts';
import { propertyProblems } from './properties.ts';
import type { Site } from './site.ts';
import type { StackRecord } from './stack-record.ts';

/** What StatusReason says; the failures themselves are told by DescribeEvents alone. */
export const INVALID =
  'The following hook(s)/validation failed: [AWS::EarlyValidation::PropertyValidation]. ' +
  'To troubleshoot Early Validation errors, use the DescribeEvents API for detailed failure information.';

/** Properties that a resource's type does not have or lacks. Source: user guide, "Validate stack deployments". */
export function validate(
  { config }: ChangeSetRecord,
  stack: StackRecord,
  changes: readonly Change[],
  site: Site,
): ValidationFailure[] {
  const wanted = wantedResources(planScope(stack, config, site), config.tags);
  return changes
    .filter(({ action }) => action !== 'Remove')
    .flatMap(({ logicalId, type }) =>
      propertyProblems(type, section(wanted[logicalId]?.definition, 'Properties')).map(({ property, text }) => ({
        name: 'PROPERTY_VALIDATION',
        logicalId,
        type,
        path: `/Resources/${logicalId}/Properties${property === null ? '' : `/${property}`}`,
        reason: text,
      })),
    );
}
