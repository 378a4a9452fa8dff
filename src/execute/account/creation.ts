import type { AccountCreation } from '../../aws/types/organizations.ts';
import { fail } from '../../diagnostics/error.ts';
import type { Environment } from '../../model/environment.ts';
import type { Run } from '../../model/run.ts';

/** DescribeCreateAccountStatus may be asked twice a second by the whole account; accounts take ten seconds and more. */
const FIRST_MS = 2_000;
const LAST_MS = 5_000;
const PATIENCE_MS = 30 * 60_000;

/** Waits until a creation is over, whoever asked for it. Throws AccountNotReady after half an hour; a re-run waits on. */
export async function awaitCreation(
  environment: Environment,
  creation: AccountCreation,
  run: Run,
): Promise<AccountCreation> {
  const deadline = run.clock.now() + PATIENCE_MS;
  let current = creation;
  for (let wait = FIRST_MS; current.state === 'IN_PROGRESS'; wait = Math.min(wait + 1_000, LAST_MS)) {
    if (run.clock.now() >= deadline) {
      fail('AccountNotReady', `account ${creation.name} is still being made after half an hour`, {
        hint: 'run create-account again: it goes on waiting for the same request',
        at: environment.account.at,
      });
    }
    run.emit({
      environment: environment.name,
      subject: 'account',
      phase: 'waiting',
      message: `${creation.name} is being made`,
    });
    await run.clock.sleep(wait, run.signal);
    current = await run.aws.organizations.describeCreation(creation.requestId);
  }
  return current;
}
