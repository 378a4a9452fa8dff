import { textOf, type Input } from '../input.ts';
import { own } from '../record.ts';
import { AwsFault, type Call } from '../service.ts';
import { invalid, notFound } from './faults.ts';
import { budgetsOf, type StoredBudget } from './store.ts';

/** A member that is a structure; an empty one when it is absent or no structure. */
export function structureOf(input: Input, key: string): Input {
  const value = input[key];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Input) : {};
}

/** The account in the body must be the caller's own. */
export function checkAccount(input: Input, call: Call): void {
  const id = textOf(input, 'AccountId');
  if (id === null || !/^\d{12}$/.test(id)) throw invalid('AccountId must match the pattern \\d{12}.');
  if (id !== call.account) {
    throw new AwsFault('AccessDeniedException', `Account ${id} is not authorized to this operation.`);
  }
}

/** A budget's name: at most a hundred characters, no colon, no backslash. */
export function nameIn(input: Input): string {
  const name = textOf(input, 'BudgetName') ?? '';
  if (!/^(?![^:\\]*\/action\/)[^:\\]{1,100}$/.test(name)) {
    throw invalid('The budget name must have 1 to 100 characters and must not contain ":" or "\\".');
  }
  return name;
}

/** The budget that an input names; throws NotFoundException. */
export function budgetIn(input: Input, call: Call): StoredBudget {
  checkAccount(input, call);
  const name = nameIn(input);
  const budget = own(budgetsOf(call.state, call.account), name);
  if (budget === undefined) throw notFound(`Unable to get budget: ${name} - the budget doesn't exist.`);
  return budget;
}
