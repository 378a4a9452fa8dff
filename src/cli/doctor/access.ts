import { asFailure } from '../../execute/failed.ts';
import type { Environment } from '../../model/environment.ts';
import type { Run } from '../../model/run.ts';
import { observeEnvironment } from '../../observe/environment.ts';
import { failing, note, ok, type Check } from './check.ts';

/** Whether an environment's account can be entered and read, and whether it has its baseline. */
export async function checkEnvironment(environment: Environment, run: Run): Promise<Check> {
  const { name, accountOf } = environment;
  try {
    const { observation, gateways } = await observeEnvironment(environment, run, { lenders: [], mayBeMissing: true });
    if (!gateways) return note(name, 'has no account yet', `envctl create-account ${accountOf ?? name}`);
    const due = [
      ...new Set(
        observation.baseline.filter(({ action }) => action === 'create' || action === 'update').map(({ item }) => item),
      ),
    ];
    const place = `account ${gateways.account} as ${gateways.arn.split('/').at(1) ?? gateways.arn}`;
    return due.length === 0
      ? ok(name, place)
      : note(name, `${place}, without ${due.join(', ')}`, `envctl bootstrap ${name}`);
  } catch (error) {
    return failing(name, asFailure(error).diagnostics[0]);
  }
}
