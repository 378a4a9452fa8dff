import type { RpcService } from '../service.ts';
import { filterLogEvents, putLogEvents } from './events.ts';
import { createLogGroup, createLogStream, deleteLogGroup, describeLogGroups } from './groups.ts';

/**
 * CloudWatch Logs: as much as it takes to write lines and to find them again (CloudWatch Logs API reference). Groups that
 * stacks declare live in the stacks only.
 */
export const logs: RpcService = {
  name: 'logs',
  protocol: 'json-1.1',
  operations: {
    CreateLogGroup: createLogGroup,
    DeleteLogGroup: deleteLogGroup,
    CreateLogStream: createLogStream,
    DescribeLogGroups: describeLogGroups,
    PutLogEvents: putLogEvents,
    FilterLogEvents: filterLogEvents,
  },
};
