import { Budgets, type Notification, type Subscriber } from '@aws-sdk/client-budgets';
import { ServiceQuotas } from '@aws-sdk/client-service-quotas';
import { MANAGEMENT, type Tour } from './tour.ts';

const NAMED = { AccountId: MANAGEMENT, BudgetName: 'staging' };
const BUDGET = {
  BudgetName: 'staging',
  BudgetType: 'COST',
  TimeUnit: 'MONTHLY',
  BudgetLimit: { Amount: '100', Unit: 'USD' },
} as const;
const OVER: Notification = { NotificationType: 'ACTUAL', ComparisonOperator: 'GREATER_THAN', Threshold: 80 };
const SOON: Notification = { NotificationType: 'FORECASTED', ComparisonOperator: 'GREATER_THAN', Threshold: 100 };
const mail = (Address: string): Subscriber => ({ SubscriptionType: 'EMAIL', Address });

/** A budget with two notifications, and who is told. */
export const budgets: Tour = async ({ client }) => {
  const aws = new Budgets(client());
  const told = [{ Notification: OVER, Subscribers: [mail('ops@example.com')] }];
  await aws.createBudget({ AccountId: MANAGEMENT, Budget: BUDGET, NotificationsWithSubscribers: told });
  await aws.updateBudget({
    AccountId: MANAGEMENT,
    NewBudget: { ...BUDGET, BudgetLimit: { Amount: '5', Unit: 'USD' } },
  });
  await aws.describeBudget(NAMED);
  await aws.describeBudgets({ AccountId: MANAGEMENT });
  await aws.listTagsForResource({ ResourceARN: `arn:aws:budgets::${MANAGEMENT}:budget/staging` });
  await aws.createNotification({ ...NAMED, Notification: SOON, Subscribers: [mail('ops@example.com')] });
  await aws.createSubscriber({ ...NAMED, Notification: SOON, Subscriber: mail('emma@example.com') });
  await aws.describeSubscribersForNotification({ ...NAMED, Notification: SOON });
  await aws.deleteSubscriber({ ...NAMED, Notification: SOON, Subscriber: mail('emma@example.com') });
  await aws.describeNotificationsForBudget(NAMED);
  await aws.deleteNotification({ ...NAMED, Notification: SOON });
  await aws.deleteBudget(NAMED);
};

/** A quota, what it is by default, and a request for more of it. */
export const servicequotas: Tour = async ({ client, pass }) => {
  const aws = new ServiceQuotas(client());
  const quota = { ServiceCode: 'lambda', QuotaCode: 'L-B99A9384' };
  await aws.getServiceQuota(quota);
  await aws.getAWSDefaultServiceQuota(quota);
  await aws.listServiceQuotas({ ServiceCode: 'vpc' });
  await aws.listAWSDefaultServiceQuotas({ ServiceCode: 'vpc', MaxResults: 2 });
  await aws.requestServiceQuotaIncrease({ ...quota, DesiredValue: 2_000 });
  await aws.listRequestedServiceQuotaChangeHistoryByQuota(quota);
  pass(3_600);
  await aws.listRequestedServiceQuotaChangeHistory({});
  await aws.getServiceQuota(quota);
};
