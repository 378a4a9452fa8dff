import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
  paginateFilterLogEvents,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { beforeEach, describe, expect, it } from 'vitest';
import { simulatorHandler } from '../../../src/simulator/handler.ts';
import { createWorld } from '../../support/world.ts';

const logGroupName = '/aws/lambda/notes';
let client: CloudWatchLogsClient;

beforeEach(async () => {
  client = new CloudWatchLogsClient({
    region: 'eu-west-1',
    requestHandler: simulatorHandler(createWorld().simulator) as never,
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' },
  });
  await client.send(new CreateLogGroupCommand({ logGroupName }));
  for (const logStreamName of ['one', 'two'])
    await client.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
});

function put(logStreamName: string, ...events: readonly (readonly [timestamp: number, message: string])[]) {
  const logEvents = events.map(([timestamp, message]) => ({ timestamp, message }));
  return client.send(new PutLogEventsCommand({ logGroupName, logStreamName, logEvents }));
}

describe('CloudWatch Logs', () => {
  it('finds the events of all streams of a group by their time', async () => {
    await put('one', [10, 'a'], [30, 'c']);
    await put('two', [20, 'b'], [40, 'd']);
    const { events } = await client.send(new FilterLogEventsCommand({ logGroupName, startTime: 20, endTime: 30 }));
    expect(events).toMatchObject([
      { message: 'b', timestamp: 20, logStreamName: 'two', eventId: expect.any(String) as string },
      { message: 'c', timestamp: 30, logStreamName: 'one' },
    ]);
  });

  it('answers in pages', async () => {
    await put('one', ...[1, 2, 3, 4, 5].map((time) => [time, `line ${time}`] as const));
    const messages: (string | undefined)[] = [];
    const pages = paginateFilterLogEvents({ client, pageSize: 2 }, { logGroupName });
    for await (const { events = [] } of pages) messages.push(...events.map(({ message }) => message));
    expect(messages).toEqual(['line 1', 'line 2', 'line 3', 'line 4', 'line 5']);
  });

  it('lists and removes groups', async () => {
    await client.send(new CreateLogGroupCommand({ logGroupName: 'other' }));
    const { logGroups } = await client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/aws/' }));
    expect(logGroups).toMatchObject([
      { logGroupName, arn: `arn:aws:logs:eu-west-1:123456789012:log-group:${logGroupName}:*` },
    ]);
    await client.send(new DeleteLogGroupCommand({ logGroupName }));
    expect((await client.send(new DescribeLogGroupsCommand({}))).logGroups).toMatchObject([{ logGroupName: 'other' }]);
  });

  it.each([
    [
      'a group that is not there',
      () => client.send(new FilterLogEventsCommand({ logGroupName: 'no' })),
      'ResourceNotFoundException',
    ],
    ['a stream that is not there', () => put('three', [1, 'x']), 'ResourceNotFoundException'],
    [
      'a group that is there',
      () => client.send(new CreateLogGroupCommand({ logGroupName })),
      'ResourceAlreadyExistsException',
    ],
    ['events out of order', () => put('one', [2, 'b'], [1, 'a']), 'InvalidParameterException'],
    [
      'a pattern',
      () => client.send(new FilterLogEventsCommand({ logGroupName, filterPattern: 'ERROR' })),
      'NotImplemented',
    ],
  ])('refuses %s', async (_, request, name) => {
    await expect(request()).rejects.toMatchObject({ name });
  });
});
