import type { RpcService } from '../service.ts';
import {
  createBudget,
  deleteBudget,
  describeBudget,
  describeBudgets,
  listTagsForResource,
  updateBudget,
} from './budgets.ts';
import {
  createNotification,
  createSubscriber,
  deleteNotification,
  deleteSubscriber,
  describeNotificationsForBudget,
  describeSubscribersForNotification,
} from './notifications.ts';

/** AWS Budgets. Behaviour and sources: docs/simulator-account.md. */
export const budgets: RpcService = {
  name: 'budgets',
  protocol: 'json-1.1',
  operations: {
    CreateBudget: createBudget,
    UpdateBudget: updateBudget,
    DeleteBudget: deleteBudget,
    DescribeBudget: describeBudget,
    DescribeBudgets: describeBudgets,
    ListTagsForResource: listTagsForResource,
    CreateNotification: createNotification,
    DeleteNotification: deleteNotification,
    DescribeNotificationsForBudget: describeNotificationsForBudget,
    DescribeSubscribersForNotification: describeSubscribersForNotification,
    CreateSubscriber: createSubscriber,
    DeleteSubscriber: deleteSubscriber,
  },
};
