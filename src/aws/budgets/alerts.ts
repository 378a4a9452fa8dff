import type { Notification, Subscriber } from '@aws-sdk/client-budgets';
import { unless } from '../codes.ts';
import type { BudgetsService } from './client.ts';
import type { BudgetAlert } from '../types/budgets.ts';

/** An alert as Budgets knows it again: by its kind and threshold. */
export function notificationOf({ kind, percent }: BudgetAlert): Notification {
  return {
    NotificationType: kind,
    ComparisonOperator: 'GREATER_THAN',
    Threshold: percent,
    ThresholdType: 'PERCENTAGE',
  };
}

export function subscribersOf({ emails }: BudgetAlert): Subscriber[] {
  return emails.map((Address) => ({ SubscriptionType: 'EMAIL', Address }));
}

interface BudgetName {
  readonly AccountId: string;
  readonly BudgetName: string;
}

/** Makes each wanted alert what it should be. Those who are to be told come before those who are not are taken off. */
export async function convergeAlerts(
  service: BudgetsService,
  budget: BudgetName,
  actual: readonly BudgetAlert[],
  wanted: readonly BudgetAlert[],
): Promise<void> {
  for (const alert of wanted) {
    const known = actual.find(({ kind, percent }) => kind === alert.kind && percent === alert.percent);
    const Notification = notificationOf(alert);
    if (known === undefined) {
      if (alert.emails.length === 0) continue;
      const Subscribers = subscribersOf(alert);
      await unless(service.call('CreateNotification', { ...budget, Notification, Subscribers }), EXISTS, null);
    } else if (alert.emails.length === 0) {
      await unless(service.call('DeleteNotification', { ...budget, Notification }), GONE, null);
    } else {
      await convergeSubscribers(service, { ...budget, Notification }, known, alert);
    }
  }
}

/** Answers to what has been done before, e.g. by a request that was sent twice. */
const EXISTS = ['DuplicateRecordException'];
const GONE = ['NotFoundException'];

async function convergeSubscribers(
  service: BudgetsService,
  notification: BudgetName & { readonly Notification: Notification },
  actual: BudgetAlert,
  wanted: BudgetAlert,
): Promise<void> {
  const missing = { ...wanted, emails: wanted.emails.filter((email) => !actual.emails.includes(email)) };
  const extra = { ...actual, emails: actual.emails.filter((email) => !wanted.emails.includes(email)) };
  for (const Subscriber of subscribersOf(missing)) {
    await unless(service.call('CreateSubscriber', { ...notification, Subscriber }), EXISTS, null);
  }
  for (const Subscriber of subscribersOf(extra)) {
    await unless(service.call('DeleteSubscriber', { ...notification, Subscriber }), GONE, null);
  }
}
