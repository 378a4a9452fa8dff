import { allPages } from '../pages.ts';
import type { CloudFormationGateway, DriftDetection } from '../types/cloudformation.ts';
import type { CloudFormationService } from './client.ts';

type Drift = 'detectDrift' | 'driftDetection' | 'driftedResources';

const STATUS: Readonly<Record<string, DriftDetection['status']>> = {
  DETECTION_COMPLETE: 'complete',
  DETECTION_FAILED: 'failed',
};

/** Drift detection of one stack; nested stacks have to be asked for themselves. */
export function drift(service: CloudFormationService): Pick<CloudFormationGateway, Drift> {
  return {
    async detectDrift(stackId) {
      const answer = await service.call('DetectStackDrift', { StackName: stackId });
      return answer.StackDriftDetectionId ?? '';
    },
    async driftDetection(detectionId) {
      const answer = await service.call('DescribeStackDriftDetectionStatus', { StackDriftDetectionId: detectionId });
      return {
        status: STATUS[answer.DetectionStatus ?? ''] ?? 'running',
        drift: answer.StackDriftStatus ?? null,
        reason: answer.DetectionStatusReason ?? null,
      };
    },
    async driftedResources(stackId) {
      const filter = { StackName: stackId, StackResourceDriftStatusFilters: ['MODIFIED' as const, 'DELETED' as const] };
      const found = await allPages(
        (NextToken?: string) => service.call('DescribeStackResourceDrifts', { ...filter, NextToken }),
        (page) => page.StackResourceDrifts,
        (page) => page.NextToken,
      );
      return found.map(
        ({ LogicalResourceId = '', ResourceType = '', StackResourceDriftStatus, PropertyDifferences }) => ({
          logicalId: LogicalResourceId,
          type: ResourceType,
          change: StackResourceDriftStatus === 'DELETED' ? 'deleted' : 'modified',
          properties: (PropertyDifferences ?? []).map(({ PropertyPath = '' }) => PropertyPath),
        }),
      );
    },
  };
}
