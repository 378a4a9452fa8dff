import { next } from '../state.ts';
import { itemsOf, textOf, textsOf, wholeOf } from '../input.ts';
import { AwsFault, type Operation } from '../service.ts';
import { invalid, pageOf, required } from './fields.ts';
import { groupOf, streamOf } from './store.ts';

/** The most events that one answer of FilterLogEvents holds. */
const MOST = 10_000;

export const putLogEvents: Operation = (input, call) => {
  const stream = streamOf(groupOf(call, required(input, 'logGroupName')), required(input, 'logStreamName'));
  const events = itemsOf(input, 'logEvents').map((event) => ({
    id: String(next(call.state)).padStart(56, '0'),
    time: wholeOf(event, 'timestamp') ?? Number.NaN,
    ingested: call.now,
    message: required(event, 'message'),
  }));
  const isOrdered = events.every(({ time }, index) => time >= (events[index - 1]?.time ?? 0));
  if (events.length === 0 || !isOrdered) {
    throw invalid('Log events in a single PutLogEvents request must be in chronological order.');
  }
  stream.push(...events);
  return { nextSequenceToken: String(next(call.state)) };
};

/** Events of all streams of a group by their time. Patterns are not understood, and said not to be. */
export const filterLogEvents: Operation = (input, call) => {
  if ((textOf(input, 'filterPattern') ?? '') !== '') {
    throw new AwsFault('NotImplemented', 'the simulator does not implement filterPattern of FilterLogEvents', 501);
  }
  const group = groupOf(call, required(input, 'logGroupName'));
  const names = textsOf(input, 'logStreamNames');
  const prefix = textOf(input, 'logStreamNamePrefix') ?? '';
  const start = wholeOf(input, 'startTime') ?? 0;
  const end = wholeOf(input, 'endTime') ?? Number.POSITIVE_INFINITY;
  const found = Object.entries(group.streams)
    .filter(([name]) => (names.length === 0 || names.includes(name)) && name.startsWith(prefix))
    .flatMap(([name, events]) => events.map((event) => ({ name, event })))
    .filter(({ event }) => event.time >= start && event.time <= end)
    .sort((a, b) => a.event.time - b.event.time);
  const { items, nextToken } = pageOf(found, input, MOST);
  const events = items.map(({ name, event }) => ({
    eventId: event.id,
    logStreamName: name,
    timestamp: event.time,
    ingestionTime: event.ingested,
    message: event.message,
  }));
  return { events, searchedLogStreams: [], nextToken };
};
