import { itemsOf, textOf, type Input } from '../input.ts';
import type { Operation } from '../service.ts';
import { duplicate, invalid, limitExceeded, notFound } from './faults.ts';
import { budgetIn, structureOf } from './fields.ts';
import type { StoredBudget, StoredNotification, StoredSubscriber } from './store.ts';

/** AWS Budgets user guide, quotas: notifications of a budget, and who is told of each. */
const MAX_NOTIFICATIONS = 5;
const MAX_EMAILS = 10;
const MAX_TOPICS = 1;

/** The notifications that CreateBudget brings along. */
export function notificationsIn(input: Input): StoredNotification[] {
  const given = itemsOf(input, 'NotificationsWithSubscribers');
  if (given.length > MAX_NOTIFICATIONS) {
    throw limitExceeded(`A budget has at most ${String(MAX_NOTIFICATIONS)} notifications.`);
  }
  return given.map((item) => ({ ...notificationIn(item), subscribers: subscribersIn(item) }));
}

export const createNotification: Operation = (input, call) => {
  const budget = budgetIn(input, call);
  const notification = { ...notificationIn(input), subscribers: subscribersIn(input) };
  if (find(budget, notification)) throw duplicate('The notification already exists.');
  if (budget.notifications.length >= MAX_NOTIFICATIONS) {
    throw limitExceeded(`A budget has at most ${String(MAX_NOTIFICATIONS)} notifications.`);
  }
  budget.notifications.push(notification);
  return {};
};

export const deleteNotification: Operation = (input, call) => {
  const budget = budgetIn(input, call);
  const notification = existing(budget, input);
  budget.notifications = budget.notifications.filter((each) => each !== notification);
  return {};
};

export const describeNotificationsForBudget: Operation = (input, call) => ({
  Notifications: budgetIn(input, call).notifications.map((notification) => ({
    NotificationType: notification.type,
    ComparisonOperator: notification.operator,
    Threshold: notification.threshold,
    ThresholdType: notification.thresholdType,
    NotificationState: 'OK',
  })),
});

export const describeSubscribersForNotification: Operation = (input, call) => ({
  Subscribers: existing(budgetIn(input, call), input).subscribers.map(({ type, address }) => ({
    SubscriptionType: type,
    Address: address,
  })),
});

export const createSubscriber: Operation = (input, call) => {
  const notification = existing(budgetIn(input, call), input);
  const subscriber = subscriberIn(structureOf(input, 'Subscriber'));
  if (notification.subscribers.some((one) => same(one, subscriber))) throw duplicate('The subscriber already exists.');
  checkCount([...notification.subscribers, subscriber]);
  notification.subscribers.push(subscriber);
  return {};
};

/** The last one cannot go: a notification that nobody hears of is deleted as a whole. */
export const deleteSubscriber: Operation = (input, call) => {
  const notification = existing(budgetIn(input, call), input);
  const subscriber = subscriberIn(structureOf(input, 'Subscriber'));
  const left = notification.subscribers.filter((one) => !same(one, subscriber));
  if (left.length === notification.subscribers.length) throw notFound("The subscriber doesn't exist.");
  if (left.length === 0) throw invalid('A notification must have at least one subscriber.');
  notification.subscribers = left;
  return {};
};

function existing(budget: StoredBudget, input: Input): StoredNotification {
  const found = find(budget, notificationIn(input));
  if (found === undefined) throw notFound("The notification doesn't exist.");
  return found;
}

type Identity = Omit<StoredNotification, 'subscribers'>;

function find({ notifications }: StoredBudget, wanted: Identity): StoredNotification | undefined {
  return notifications.find(
    ({ type, operator, threshold, thresholdType }) =>
      type === wanted.type &&
      operator === wanted.operator &&
      threshold === wanted.threshold &&
      thresholdType === wanted.thresholdType,
  );
}

function notificationIn(input: Input): Identity {
  const given = structureOf(input, 'Notification');
  const threshold = given['Threshold'];
  if (typeof threshold !== 'number' || threshold < 0) throw invalid('Threshold must be a number that is not negative.');
  return {
    type: oneOf(given, 'NotificationType', ['ACTUAL', 'FORECASTED']),
    operator: oneOf(given, 'ComparisonOperator', ['GREATER_THAN', 'LESS_THAN', 'EQUAL_TO']),
    threshold,
    thresholdType: textOf(given, 'ThresholdType') ?? 'PERCENTAGE',
  };
}

function subscribersIn(input: Input): StoredSubscriber[] {
  const subscribers = itemsOf(input, 'Subscribers').map(subscriberIn);
  if (subscribers.length === 0) throw invalid('A notification must have at least one subscriber.');
  checkCount(subscribers);
  return subscribers;
}

function subscriberIn(input: Input): StoredSubscriber {
  const type = oneOf(input, 'SubscriptionType', ['EMAIL', 'SNS']);
  const address = textOf(input, 'Address') ?? '';
  if (type === 'EMAIL' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address))
    throw invalid(`${address} is not an e-mail address.`);
  return { type, address };
}

function checkCount(subscribers: readonly StoredSubscriber[]): void {
  const emails = subscribers.filter(({ type }) => type === 'EMAIL').length;
  if (emails > MAX_EMAILS || subscribers.length - emails > MAX_TOPICS) {
    throw limitExceeded(`A notification has at most ${String(MAX_EMAILS)} e-mail addresses and one topic.`);
  }
}

function oneOf<T extends string>(input: Input, key: string, values: readonly T[]): T {
  const given = textOf(input, key);
  const found = values.find((value) => value === given);
  if (found === undefined) throw invalid(`${key} must be one of ${values.join(', ')}.`);
  return found;
}

function same(one: StoredSubscriber, other: StoredSubscriber): boolean {
  return one.type === other.type && one.address === other.address;
}
