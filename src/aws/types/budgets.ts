/** AWS Budgets of one account. */
export interface BudgetsGateway {
  /** A monthly cost budget by name; null when there is none. */
  budget(name: string): Promise<ExistingBudget | null>;
  createBudget(budget: MonthlyBudget): Promise<void>;
  /** Gives it this amount, this account and these alerts; alerts at other thresholds stay. */
  updateBudget(budget: MonthlyBudget): Promise<void>;
}

/** What one account of the organization may cost a month. */
export interface MonthlyBudget {
  /** At most 100 characters, without `:` and `\`. */
  readonly name: string;
  /** Id of the account whose costs count. */
  readonly account: string;
  readonly amount: number;
  /** e.g. `USD` */
  readonly currency: string;
  readonly alerts: readonly BudgetAlert[];
  readonly tags: Readonly<Record<string, string>>;
}

/** E-mails for costs (or AWS's forecast of them) above a share of the amount. */
export interface BudgetAlert {
  readonly kind: 'ACTUAL' | 'FORECASTED';
  readonly percent: number;
  /** At most ten; none: there is no such alert. */
  readonly emails: readonly string[];
}

/** A budget as it is. */
export interface ExistingBudget extends Pick<MonthlyBudget, 'name' | 'amount' | 'currency'> {
  /** Null when its filter is for something else than one account. */
  readonly account: string | null;
  /** Null where the endpoint cannot tell: emulators know budgets, but not all about them. */
  readonly alerts: readonly BudgetAlert[] | null;
  readonly tags: Readonly<Record<string, string>> | null;
}
