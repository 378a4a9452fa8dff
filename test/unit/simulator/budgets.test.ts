import {
  BudgetsClient,
  CreateBudgetCommand,
  CreateNotificationCommand,
  CreateSubscriberCommand,
  DeleteBudgetCommand,
  DeleteNotificationCommand,
  DeleteSubscriberCommand,
  DescribeBudgetCommand,
  DescribeBudgetsCommand,
  DescribeNotificationsForBudgetCommand,
  DescribeSubscribersForNotificationCommand,
  ListTagsForResourceCommand,
  UpdateBudgetCommand,
  type Budget,
  type Notification,
  type Subscriber,
} from '@aws-sdk/client-budgets';
import { beforeEach, describe, expect, it } from 'vitest';
import { errorOf, makeWorld, MANAGEMENT as AccountId } from './kernel-world.ts';

const BUDGET: Budget = {
  BudgetName: 'staging',
  BudgetType: 'COST',
  TimeUnit: 'MONTHLY',
  BudgetLimit: { Amount: '100', Unit: 'USD' },
  CostFilters: { LinkedAccount: ['222233334444'] },
};
const OVER: Notification = { NotificationType: 'ACTUAL', ComparisonOperator: 'GREATER_THAN', Threshold: 80 };
const email = (Address: string): Subscriber => ({ SubscriptionType: 'EMAIL', Address });
const OPS = email('ops@example.com');
const named = { AccountId, BudgetName: 'staging' };

let budgets: BudgetsClient;
beforeEach(() => {
  budgets = new BudgetsClient(makeWorld().client());
});

const create = (more: Partial<Budget> = {}): Promise<unknown> =>
  budgets.send(
    new CreateBudgetCommand({
      AccountId,
      Budget: { ...BUDGET, ...more },
      NotificationsWithSubscribers: [{ Notification: OVER, Subscribers: [OPS] }],
      ResourceTags: [{ Key: 'team', Value: 'platform' }],
    }),
  );
const subscribers = async (): Promise<(string | undefined)[]> => {
  const request = new DescribeSubscribersForNotificationCommand({ ...named, Notification: OVER });
  return ((await budgets.send(request)).Subscribers ?? []).map(({ Address }) => Address);
};

describe('budgets', () => {
  it('are created with notifications and tags, and described', async () => {
    await create();
    const { Budget: found } = await budgets.send(new DescribeBudgetCommand(named));
    expect(found).toMatchObject({ ...BUDGET, CalculatedSpend: { ActualSpend: { Amount: '0.0', Unit: 'USD' } } });
    const { Notifications } = await budgets.send(new DescribeNotificationsForBudgetCommand(named));
    expect(Notifications).toMatchObject([{ ...OVER, ThresholdType: 'PERCENTAGE', NotificationState: 'OK' }]);
    expect(await subscribers()).toEqual(['ops@example.com']);
    const ResourceARN = `arn:aws:budgets::${AccountId}:budget/staging`;
    const { ResourceTags } = await budgets.send(new ListTagsForResourceCommand({ ResourceARN }));
    expect(ResourceTags).toEqual([{ Key: 'team', Value: 'platform' }]);
    const listed = await budgets.send(new DescribeBudgetsCommand({ AccountId }));
    expect(listed.Budgets?.map(({ BudgetName }) => BudgetName)).toEqual(['staging']);
  });

  it('have names of their own', async () => {
    await create();
    expect(await errorOf(create())).toMatchObject({ name: 'DuplicateRecordException' });
  });

  it.each([
    { BudgetName: 'a:b' },
    { BudgetName: 'x'.repeat(101) },
    { BudgetLimit: { Amount: '0', Unit: 'USD' } },
    { TimeUnit: undefined },
  ])('refuse %j', async (wrong) => {
    expect(await errorOf(create(wrong))).toMatchObject({ name: 'InvalidParameterException' });
  });

  it('are updated and deleted; one that is not there is not found', async () => {
    const NewBudget = { ...BUDGET, BudgetLimit: { Amount: '200', Unit: 'USD' } };
    const update = (): Promise<unknown> => budgets.send(new UpdateBudgetCommand({ AccountId, NewBudget }));
    expect(await errorOf(update())).toMatchObject({ name: 'NotFoundException' });
    await create();
    await update();
    const { Budget: found } = await budgets.send(new DescribeBudgetCommand(named));
    expect(found?.BudgetLimit?.Amount).toBe('200');
    expect(await subscribers()).toEqual(['ops@example.com']);
    await budgets.send(new DeleteBudgetCommand(named));
    expect(await errorOf(budgets.send(new DescribeBudgetCommand(named)))).toMatchObject({ name: 'NotFoundException' });
  });

  it('are the caller’s own', async () => {
    const other = budgets.send(new DescribeBudgetsCommand({ AccountId: '222233334444' }));
    expect(await errorOf(other)).toMatchObject({ name: 'AccessDeniedException' });
  });
});

describe('notifications of a budget', () => {
  beforeEach(() => create());

  it('are added and deleted, five at most', async () => {
    const add = (Threshold: number): Promise<unknown> =>
      budgets.send(
        new CreateNotificationCommand({ ...named, Notification: { ...OVER, Threshold }, Subscribers: [OPS] }),
      );
    expect(await errorOf(add(80))).toMatchObject({ name: 'DuplicateRecordException' });
    for (const threshold of [90, 100, 110, 120]) await add(threshold);
    expect(await errorOf(add(130))).toMatchObject({ name: 'CreationLimitExceededException' });
    await budgets.send(new DeleteNotificationCommand({ ...named, Notification: OVER }));
    expect(await errorOf(subscribers())).toMatchObject({ name: 'NotFoundException' });
  });

  it('have one to ten subscribers', async () => {
    const add = (Subscriber: Subscriber): Promise<unknown> =>
      budgets.send(new CreateSubscriberCommand({ ...named, Notification: OVER, Subscriber }));
    const remove = (Subscriber: Subscriber): Promise<unknown> =>
      budgets.send(new DeleteSubscriberCommand({ ...named, Notification: OVER, Subscriber }));
    expect(await errorOf(remove(OPS))).toMatchObject({ name: 'InvalidParameterException' });
    expect(await errorOf(add(OPS))).toMatchObject({ name: 'DuplicateRecordException' });
    for (let count = 2; count <= 10; count += 1) await add(email(`${count}@example.com`));
    expect(await errorOf(add(email('11@example.com')))).toMatchObject({ name: 'CreationLimitExceededException' });
    await remove(OPS);
    expect(await subscribers()).toHaveLength(9);
    expect(await errorOf(remove(OPS))).toMatchObject({ name: 'NotFoundException' });
  });
});
