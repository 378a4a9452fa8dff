import { allPages } from '../pages.ts';
import type { CloudFormationGateway } from '../types/cloudformation.ts';
import type { CloudFormationService } from './client.ts';

/** What early validation refused: told by DescribeEvents alone, never by the older events of a stack. */
export function validation(service: CloudFormationService): Pick<CloudFormationGateway, 'validationFailures'> {
  return {
    async validationFailures(changeSetId) {
      const filter = { ChangeSetName: changeSetId, Filters: { FailedEvents: true } };
      const events = await allPages(
        (NextToken?: string) => service.call('DescribeEvents', { ...filter, NextToken }),
        (page) => page.OperationEvents,
        (page) => page.NextToken,
      );
      const failures = events.filter(
        ({ EventType, ValidationFailureMode }) => EventType === 'VALIDATION_ERROR' && ValidationFailureMode !== 'WARN',
      );
      return failures.map((event) => ({
        check: event.ValidationName ?? '',
        logicalId: event.LogicalResourceId ?? null,
        type: event.ResourceType ?? null,
        path: event.ValidationPath ?? null,
        reason: event.ValidationStatusReason ?? '',
      }));
    },
  };
}
