import { tagsOf, textOf, wholeOf, type Input } from '../input.ts';
import { drop, own, put } from '../record.ts';
import type { Operation } from '../service.ts';
import { duplicate, invalid, notFound } from './faults.ts';
import { budgetIn, checkAccount, nameIn, structureOf } from './fields.ts';
import { notificationsIn } from './notifications.ts';
import { budgetsOf, type StoredBudget } from './store.ts';

const PAGE = 100;

export const createBudget: Operation = (input, call) => {
  checkAccount(input, call);
  const content = structureOf(input, 'Budget');
  const name = nameIn(content);
  checkContent(content);
  const budgets = budgetsOf(call.state, call.account);
  if (own(budgets, name) !== undefined) throw duplicate(`Error creating budget: ${name} - the budget already exists.`);
  const notifications = notificationsIn(input);
  put(budgets, name, { name, content, notifications, tags: tagsOf(input, 'ResourceTags'), updated: call.now });
  return {};
};

/** Replaces everything but the notifications. */
export const updateBudget: Operation = (input, call) => {
  const content = structureOf(input, 'NewBudget');
  const budget = budgetIn({ AccountId: input['AccountId'], BudgetName: content['BudgetName'] }, call);
  checkContent(content);
  Object.assign(budget, { content, updated: call.now });
  return {};
};

export const deleteBudget: Operation = (input, call) => {
  const { name } = budgetIn(input, call);
  drop(budgetsOf(call.state, call.account), name);
  return {};
};

export const describeBudget: Operation = (input, call) => ({ Budget: present(budgetIn(input, call)) });

export const describeBudgets: Operation = (input, call) => {
  checkAccount(input, call);
  const all = Object.values(budgetsOf(call.state, call.account));
  const start = Number(textOf(input, 'NextToken') ?? 0);
  const end = start + (wholeOf(input, 'MaxResults') ?? PAGE);
  return { Budgets: all.slice(start, end).map(present), NextToken: end < all.length ? String(end) : undefined };
};

export const listTagsForResource: Operation = (input, call) => {
  const arn = textOf(input, 'ResourceARN') ?? '';
  const name = /^arn:aws:budgets::(\d{12}):budget\/(.+)$/.exec(arn)?.[2] ?? '';
  const budget = own(budgetsOf(call.state, call.account), name);
  if (budget === undefined) throw notFound(`There is no resource ${arn}.`);
  return { ResourceTags: Object.entries(budget.tags).map(([Key, Value]) => ({ Key, Value })) };
};

function checkContent(content: Input): void {
  if (textOf(content, 'BudgetType') === null) throw invalid('BudgetType must not be empty.');
  if (textOf(content, 'TimeUnit') === null) throw invalid('TimeUnit must not be empty.');
  const amount = Number(textOf(structureOf(content, 'BudgetLimit'), 'Amount') ?? NaN);
  if (!(amount > 0)) throw invalid('The amount of a budget must be more than 0.');
}

/** Nothing has been spent. */
function present({ content, updated }: StoredBudget): Record<string, unknown> {
  const limit = structureOf(content, 'BudgetLimit');
  return {
    ...content,
    CalculatedSpend: { ActualSpend: { Amount: '0.0', Unit: textOf(limit, 'Unit') ?? 'USD' } },
    LastUpdatedTime: new Date(updated),
  };
}
