import type { Input } from '../input.ts';
import { slice, type SimulatorState } from '../state.ts';

export interface StoredSubscriber {
  type: 'EMAIL' | 'SNS';
  address: string;
}

export interface StoredNotification {
  type: string;
  operator: string;
  threshold: number;
  thresholdType: string;
  subscribers: StoredSubscriber[];
}

export interface StoredBudget {
  name: string;
  /** As it was submitted, the name included: nothing is ever spent here. */
  content: Input;
  /** In the order in which they were made. */
  notifications: StoredNotification[];
  tags: Record<string, string>;
  /** Milliseconds since 1970. */
  updated: number;
}

/** The budgets of an account, by name, oldest first. */
export function budgetsOf(state: SimulatorState, account: string): Record<string, StoredBudget> {
  const all = slice<Record<string, Record<string, StoredBudget>>>(state, 'budgets', () => ({}));
  all[account] ??= {};
  return all[account];
}
