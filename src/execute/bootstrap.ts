import { applyBaseline } from '../baseline/apply.ts';
import { planBaseline } from '../baseline/plan.ts';
import type { AccountGateways } from '../aws/types/account.ts';
import type { BaselineStep } from '../model/baseline.ts';
import type { Environment } from '../model/environment.ts';
import type { Run } from '../model/run.ts';
import { enterAccount } from '../observe/access.ts';
import { observeAccount } from '../observe/account.ts';
import { requireAccount } from '../observe/require.ts';

/** What the baseline of an environment needs, with the way in by which it can be made. */
export interface PlannedBootstrap {
  readonly environment: Environment;
  readonly gateways: AccountGateways;
  readonly steps: readonly BaselineStep[];
}

/** Looks at every item of the baseline, as the role that came with the account. Throws AccountNotFound, NotOwned, WrongAccount. */
export async function planBootstrap(environment: Environment, run: Run): Promise<PlannedBootstrap> {
  const account = requireAccount(environment, await observeAccount(environment, run));
  const gateways = await enterAccount(environment, account, 'admin', run);
  return { environment, gateways, steps: await planBaseline(environment, gateways, run) };
}

/** Makes what is missing of the baseline, and tells of it. Throws what applying throws. */
export async function applyBootstrap({ environment, gateways, steps }: PlannedBootstrap, run: Run): Promise<void> {
  const say = (phase: 'started' | 'done', message: string): void =>
    run.emit({ environment: environment.name, subject: 'baseline', phase, message });
  say('started', steps.some(({ action }) => action === 'create') ? 'create' : 'update');
  await applyBaseline(environment, steps, gateways, run);
  say('done', 'in place');
}
