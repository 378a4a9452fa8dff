import type { ReapOutcome, ReapPlan } from '../model/reap.ts';
import { clean } from './clean.ts';
import { removalText } from './removal.ts';
import type { Style } from './style.ts';
import { cell, tableText } from './table.ts';

/** What is about to be reaped, before anything is touched. */
export function reapPlanText(plan: ReapPlan, style: Style): string {
  const { project, environment, accountId, expires, removal, closes, kept } = plan;
  if (removal === null) {
    const name = style.strong(clean(`${project}/${environment}`));
    return `${name} ${style.dim(`in account ${accountId}`)}: its account is to be closed, as was asked for\n`;
  }
  const over = `  ${style.dim(`its time was over on ${expires?.slice(0, 10) ?? ''}`)}\n`;
  const account = closes ? `  ${style.bad('-')} account ${accountId} is closed\n` : '';
  const stays = kept === null ? '' : `  ${style.warn('=')} the account is kept: ${clean(kept)}\n`;
  return removalText(removal, style) + over + account + stays;
}

/** What became of it. */
export function reapText(outcomes: readonly ReapOutcome[], style: Style): string {
  if (outcomes.length === 0) return `${style.good('nothing to reap')}\n`;
  const rows = outcomes.map(({ project, environment, accountId, expires, outcome, reason, kept, freesQuotaOn }) => [
    clean(`${project}/${environment}`),
    accountId,
    cell(expires?.slice(0, 10)),
    outcome === 'failed' ? style.bad(outcome) : outcome,
    [
      clean(reason ?? ''),
      kept.length > 0 ? `kept: ${kept.map(clean).join(', ')}` : '',
      freesQuotaOn === null ? '' : `counts against the account quota until ${freesQuotaOn}`,
    ]
      .filter(Boolean)
      .join('; '),
  ]);
  return tableText(['environment', 'account', 'expired', 'outcome', ''], rows, style);
}
