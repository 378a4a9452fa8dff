import { drop } from '../record.ts';
import { textOf } from '../input.ts';
import type { Call, Operation } from '../service.ts';
import { pageOf, required } from './fields.ts';
import { add, groupOf, groupsOf, type LogGroup } from './store.ts';

/** The most groups that one answer of DescribeLogGroups holds. */
const MOST = 50;

export const createLogGroup: Operation = (input, call) => {
  const name = required(input, 'logGroupName');
  add(groupsOf(call), name, { name, created: call.now, streams: {} }, 'log group');
  return {};
};

export const deleteLogGroup: Operation = (input, call) => {
  drop(groupsOf(call), groupOf(call, required(input, 'logGroupName')).name);
  return {};
};

export const createLogStream: Operation = (input, call) => {
  const { streams } = groupOf(call, required(input, 'logGroupName'));
  add(streams, required(input, 'logStreamName'), [], 'log stream');
  return {};
};

export const describeLogGroups: Operation = (input, call) => {
  const prefix = textOf(input, 'logGroupNamePrefix') ?? '';
  const found = Object.values(groupsOf(call)).filter(({ name }) => name.startsWith(prefix));
  const { items, nextToken } = pageOf(
    found.sort((a, b) => (a.name < b.name ? -1 : 1)),
    input,
    MOST,
  );
  return { logGroups: items.map((group) => described(group, call)), nextToken };
};

function described({ name, created, streams }: LogGroup, { region, account }: Call): Record<string, unknown> {
  const storedBytes = Object.values(streams)
    .flat()
    .reduce((sum, { message }) => sum + message.length, 0);
  const arn = `arn:aws:logs:${region}:${account}:log-group:${name}`;
  return { logGroupName: name, creationTime: created, arn: `${arn}:*`, logGroupArn: arn, storedBytes };
}
