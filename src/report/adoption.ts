import type { AccountPlan, ObservedAccount } from '../model/account.ts';
import { clean } from './clean.ts';
import type { Style } from './style.ts';

/** An account that is to become an environment's, and everything that this changes about it. */
export function adoptionText(environment: string, account: ObservedAccount, plan: AccountPlan, style: Style): string {
  const { id, name, email, unit } = account;
  const about = [name, email, unit === '' ? 'below the root' : unit].filter((part) => part !== null).map(clean);
  const changes = plan.details.map(
    ({ change, from, to }) => `  ${style.good('+')} ${change}: ${clean(from ?? 'nothing')} → ${clean(to)}\n`,
  );
  const head = `${style.strong(environment)} adopts account ${id} ${style.dim(`(${about.join(', ')})`)}\n`;
  return head + changes.join('') + `  ${style.dim('nothing else is changed, in the account or about it')}\n`;
}
