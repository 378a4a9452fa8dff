import type { BudgetAlert, ExistingBudget, MonthlyBudget } from '../aws/types/budgets.ts';
import { fail } from '../diagnostics/error.ts';
import type { Baseline } from '../model/environment.ts';
import { TAG } from '../model/names.ts';
import { accountOwner } from '../model/ownership.ts';
import { IN_PLACE, MISSING, skipped, type BaselineContext, type BaselineItem, type Finding } from './item.ts';

type Wanted = NonNullable<Baseline['budget']>;

/** When an e-mail is sent: most of it spent, all of it spent, and all of it spent by AWS's forecast for the month. */
const ALERTS: readonly Omit<BudgetAlert, 'emails'>[] = [
  { kind: 'ACTUAL', percent: 80 },
  { kind: 'ACTUAL', percent: 100 },
  { kind: 'FORECASTED', percent: 100 },
];

/** A monthly budget for what the account costs. It lives in the management account, which pays, and nothing in the account can change it. */
export const budget: BaselineItem = {
  name: 'budget',
  after: [],
  scope: 'account',
  wanted: ({ baseline }) => baseline.budget !== null,
  inspect,
  apply: async (context) => {
    const { budget: wanted } = context.environment.baseline;
    const management = await context.management();
    if (wanted === null || typeof management === 'string') return;
    const { action } = await inspect(context);
    const request = wantedBudget(wanted, context);
    if (action === 'create') await management.budgets.createBudget(request);
    if (action === 'update') await management.budgets.updateBudget(request);
  },
};

async function inspect(context: BaselineContext): Promise<Finding> {
  const { budget: wanted } = context.environment.baseline;
  const management = await context.management();
  if (wanted === null) return IN_PLACE;
  if (typeof management === 'string') return skipped(management);
  const request = wantedBudget(wanted, context);
  const actual = await management.budgets.budget(request.name);
  if (actual === null) return MISSING;
  refuseForeign(request, actual, context);
  const wrong = differences(request, actual);
  return wrong.length === 0 ? IN_PLACE : { action: 'update', reason: wrong.join(', ') };
}

function wantedBudget(
  { monthly, currency, notify }: Wanted,
  { environment, gateways }: BaselineContext,
): MonthlyBudget {
  const owner = accountOwner(environment);
  return {
    name: `envctl-${environment.project}-${owner}`,
    account: gateways.account,
    amount: monthly,
    currency,
    alerts: ALERTS.map((alert) => ({ ...alert, emails: notify })),
    tags: { ...environment.tags, [TAG.project]: environment.project, [TAG.environment]: owner },
  };
}

function differences(wanted: MonthlyBudget, actual: ExistingBudget): string[] {
  const { alerts } = actual;
  const told = alerts === null || wanted.alerts.every((alert) => sameEmails(alert, alerts));
  const same = actual.amount === wanted.amount && actual.currency === wanted.currency;
  return [
    ...(same ? [] : [`${actual.amount} ${actual.currency} becomes ${wanted.amount} ${wanted.currency}`]),
    ...(actual.account === wanted.account ? [] : [`for account ${wanted.account}`]),
    ...(told ? [] : ['who is notified']),
  ];
}

function sameEmails({ kind, percent, emails }: BudgetAlert, actual: readonly BudgetAlert[]): boolean {
  const found = actual.find((alert) => alert.kind === kind && alert.percent === percent);
  return [...emails].sort().join() === [...(found?.emails ?? [])].sort().join();
}

function refuseForeign({ name, tags }: MonthlyBudget, actual: ExistingBudget, { environment }: BaselineContext): void {
  const found = actual.tags;
  if (found === null || [TAG.project, TAG.environment].every((key) => found[key] === tags[key])) return;
  fail('NotOwned', `budget ${name} does not carry the tags of ${environment.project}/${tags[TAG.environment]}`, {
    hint: 'remove the budget, or rename the environment',
    at: environment.account.at,
  });
}
