import type { Budget, Notification } from '@aws-sdk/client-budgets';
import { partitionOf } from '../../model/names.ts';
import { BUDGETS, type BudgetsService } from './client.ts';
import { convergeAlerts, notificationOf, subscribersOf } from './alerts.ts';
import { ifKnown, unless } from '../codes.ts';
import { connect } from '../connect.ts';
import { allPages } from '../pages.ts';
import type { Target } from '../service.ts';
import type { Transport } from '../transport.ts';
import type { BudgetAlert, BudgetsGateway, MonthlyBudget } from '../types/budgets.ts';

export function budgetsGateway(transport: Transport, target: Target): BudgetsGateway {
  const service = connect(transport, target, BUDGETS);
  const AccountId = target.account;
  const alertsOf = async (BudgetName: string): Promise<BudgetAlert[]> => {
    const { Notifications = [] } = await service.call('DescribeNotificationsForBudget', { AccountId, BudgetName });
    return Promise.all(Notifications.map((one) => alertOf(service, { AccountId, BudgetName }, one)));
  };
  return {
    async budget(name) {
      const request = service.call('DescribeBudget', { AccountId, BudgetName: name });
      const answer = await unless(request, ['NotFoundException'], null);
      if (!answer?.Budget) return null;
      const ResourceARN = `arn:${partitionOf(target.region)}:budgets::${AccountId}:budget/${name}`;
      const [alerts, tags] = await Promise.all([
        ifKnown(alertsOf(name)),
        ifKnown(service.call('ListTagsForResource', { ResourceARN })),
      ]);
      return {
        ...contentOf(answer.Budget),
        name,
        alerts,
        tags: tags && Object.fromEntries((tags.ResourceTags ?? []).map(({ Key = '', Value = '' }) => [Key, Value])),
      };
    },
    async createBudget(budget) {
      const alerts = budget.alerts.filter(({ emails }) => emails.length > 0);
      const request = service.call('CreateBudget', {
        AccountId,
        Budget: sdkBudget(budget),
        NotificationsWithSubscribers: alerts.map((alert) => ({
          Notification: notificationOf(alert),
          Subscribers: subscribersOf(alert),
        })),
        ResourceTags: Object.entries(budget.tags).map(([Key, Value]) => ({ Key, Value })),
      });
      // Of a request that was sent twice: the first one has made it.
      await unless(request, ['DuplicateRecordException'], null);
    },
    async updateBudget(budget) {
      await service.call('UpdateBudget', { AccountId, NewBudget: sdkBudget(budget) });
      await convergeAlerts(service, { AccountId, BudgetName: budget.name }, await alertsOf(budget.name), budget.alerts);
    },
  };
}

function sdkBudget({ name, account, amount, currency }: MonthlyBudget): Budget {
  return {
    BudgetName: name,
    BudgetType: 'COST',
    TimeUnit: 'MONTHLY',
    BudgetLimit: { Amount: String(amount), Unit: currency },
    CostFilters: { LinkedAccount: [account] },
  };
}

function contentOf({ BudgetLimit, CostFilters = {} }: Budget): {
  amount: number;
  currency: string;
  account: string | null;
} {
  const accounts = CostFilters['LinkedAccount'] ?? [];
  return {
    amount: Number(BudgetLimit?.Amount ?? 0),
    currency: BudgetLimit?.Unit ?? '',
    account: accounts.length === 1 ? (accounts[0] ?? null) : null,
  };
}

async function alertOf(
  service: BudgetsService,
  budget: { AccountId: string; BudgetName: string },
  Notification: Notification,
): Promise<BudgetAlert> {
  const subscribers = await allPages(
    (NextToken?: string) => service.call('DescribeSubscribersForNotification', { ...budget, Notification, NextToken }),
    (page) => page.Subscribers,
    (page) => page.NextToken,
  );
  return {
    kind: Notification.NotificationType === 'FORECASTED' ? 'FORECASTED' : 'ACTUAL',
    percent: Notification.ThresholdType === 'ABSOLUTE_VALUE' ? 0 : (Notification.Threshold ?? 0),
    emails: subscribers.flatMap(({ SubscriptionType, Address = '' }) =>
      SubscriptionType === 'EMAIL' ? [Address] : [],
    ),
  };
}
