import type * as sdk from '@aws-sdk/client-cloudwatch-logs';
import { unless } from './codes.ts';
import { connect } from './connect.ts';
import { allPages } from './pages.ts';
import type { Definition, Target } from './service.ts';
import type { Transport } from './transport.ts';
import type { LogsGateway } from './types/logs.ts';

const LOGS: Definition<typeof sdk> = {
  name: 'logs',
  serviceId: 'CloudWatch Logs',
  load: () => import('@aws-sdk/client-cloudwatch-logs'),
  client: (loaded, config) => new loaded.CloudWatchLogsClient(config),
};

export function logsGateway(transport: Transport, target: Target): LogsGateway {
  const service = connect(transport, target, LOGS);
  return {
    async events({ group: logGroupName, since, limit }) {
      const startTime = Math.floor(since);
      const pages = allPages(
        (nextToken?: string) => service.call('FilterLogEvents', { logGroupName, startTime, nextToken }),
        (page) => page.events,
        (page) => page.nextToken,
        (found) => found.length >= limit,
      );
      const events = await unless(pages, ['ResourceNotFoundException'], null);
      return (
        events &&
        events
          .slice(0, limit)
          .map(eventOf)
          .sort((a, b) => a.time - b.time)
      );
    },
  };
}

function eventOf({ eventId = '', logStreamName = '', timestamp = 0, message = '' }: sdk.FilteredLogEvent) {
  return { id: eventId, stream: logStreamName, time: timestamp, message };
}
