import type { Outcome } from '../../report/document.ts';
import type { CommandResult } from '../command.ts';

/** The outcomes of a command whose document is a list of environments, however many there are: none is an empty list. */
export function listed(outcomes: readonly Outcome[]): Pick<CommandResult, 'outcomes' | 'several'> {
  if (outcomes.length > 0) return { outcomes, several: true };
  return { outcomes: [{ document: { environments: [] }, errors: [] }], several: false };
}
