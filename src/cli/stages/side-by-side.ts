import { EXIT } from '../../diagnostics/codes.ts';
import { asFailure } from '../../execute/failed.ts';
import type { Environment } from '../../model/environment.ts';
import type { Outcome } from '../../report/document.ts';
import type { CommandResult } from '../command.ts';
import { Refused, unplannedOutcome } from './refusal.ts';

/** What a command does with each of its environments. */
interface Work<T> {
  /** Finds out, by reading only, what is to be done; throws what refuses it. */
  readonly look: (environment: Environment) => Promise<T>;
  /** Does it, and answers the document. */
  readonly act: (looked: T, environment: Environment) => Promise<object>;
}

/**
 * Looks at all environments, and only when none is refused does the work, side by side. Throws the refusals, each with its
 * environment. What fails afterwards is part of the result, whose exit code is 1 then.
 */
export async function sideBySide<T>(
  environments: readonly Environment[],
  { look, act }: Work<T>,
): Promise<Pick<CommandResult, 'outcomes' | 'several' | 'exit'>> {
  const looked = await lookAtAll(environments, look);
  const outcomes = await Promise.all(
    looked.map(async ({ environment, found }): Promise<Outcome> => {
      try {
        return { document: await act(found, environment), errors: [] };
      } catch (error) {
        return unplannedOutcome({ environment: environment.name, problems: asFailure(error).diagnostics });
      }
    }),
  );
  const errors = outcomes.flatMap((outcome) => outcome.errors);
  const several = environments.length > 1;
  const failed = several && errors.length > 0 && errors.every(({ code }) => code !== 'Interrupted');
  return { outcomes, several, ...(failed ? { exit: EXIT.failed } : {}) };
}

async function lookAtAll<T>(
  environments: readonly Environment[],
  look: Work<T>['look'],
): Promise<{ environment: Environment; found: T }[]> {
  const results = await Promise.allSettled(
    environments.map(async (environment) => ({ environment, found: await look(environment) })),
  );
  const all = results.map((result, index) => ({
    environment: environments[index]?.name ?? '',
    problems: result.status === 'rejected' ? asFailure(result.reason).diagnostics : [],
  }));
  const problems = all.flatMap((one) => one.problems);
  if (problems.length === 0) return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  throw new Refused(all.map(unplannedOutcome));
}
