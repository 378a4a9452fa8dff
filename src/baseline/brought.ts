import type { AccountGateways } from '../aws/types/account.ts';
import { fail } from '../diagnostics/error.ts';
import type { Environment } from '../model/environment.ts';
import { configPolicyName, roleNames, TAG } from '../model/names.ts';
import { MISSING, skipped, type BaselineContext, type Finding } from './item.ts';

type Tags = Readonly<Record<string, string>>;

/** A set that is told to go on makes stacks within minutes; an operation of it that is under way comes first. ms. */
const PATIENCE_MS = 15 * 60_000;
const PAUSE_MS = 5_000;
/** What is there and is not as this definition has it may still be in the making for so long. */
const SETTLING_MS = 60_000;

/** For what is not there at all, and says who makes it. */
export function missing({ environment: { baselineSet } }: BaselineContext, isBrought: boolean): Finding {
  return isBrought && baselineSet ? { action: 'create', reason: `by the stack set of ${baselineSet.owner}` } : MISSING;
}

/** What is not as the definition has it: of what carries the tag of a stack set, only the set is changed. */
export function different(wrong: readonly string[], what: string, tags: Tags): Finding {
  const reason = `${wrong.join(', ')} of ${what}`;
  const set = tags[TAG.stackSet];
  return set === undefined ? { action: 'update', reason } : skipped(`${reason}: it is that of the stack set ${set}`);
}

/** Whether a stack set makes the bucket of a region, or the roles. Not where we have made the roles ourselves before there was a set. */
export async function isBrought(context: BaselineContext, what: 'bucket' | 'roles'): Promise<boolean> {
  const { baselineSet, project } = context.environment;
  if (baselineSet === null) return false;
  const named = what === 'roles' ? baselineSet.roles : (baselineSet.buckets?.includes(context.region) ?? false);
  if (!named || !baselineSet.roles) return named;
  const iam = context.gateways.iam();
  const roles = await Promise.all(Object.values(roleNames(project)).map((name) => iam.role(name)));
  return roles.every((role) => role === null || role.tags[TAG.stackSet] !== undefined);
}

/** Waits until the set has made it: made here as well, the stack would fail. Throws AccountNotReady. */
export async function waitForSet(context: BaselineContext, what: string, look: () => Promise<Finding>): Promise<void> {
  const { environment, gateways, run } = context;
  const owner = environment.baselineSet?.owner ?? '';
  const message = `${what}: the stack set of ${owner} makes it`;
  run.emit({ environment: environment.name, subject: 'baseline', phase: 'waiting', message });
  const since = run.clock.now();
  let seen: number | null = null;
  for (;;) {
    const { action } = await look();
    const now = run.clock.now();
    if (action !== 'create') seen ??= now;
    if (action === 'none' || (seen !== null && now - seen >= SETTLING_MS)) return;
    if (now - since >= PATIENCE_MS) break;
    await run.clock.sleep(PAUSE_MS, run.signal);
  }
  fail('AccountNotReady', `the stack set of ${owner} has not made ${what} in account ${gateways.account}`, {
    hint: `deploy ${owner}, then look at its stacks with \`envctl status ${owner}\``,
    at: environment.account.at,
  });
}

/**
 * Whether all of the baseline is there, where somebody was let in by the deploy role. As a rule that role is the last thing to be
 * made and says it; where a stack set makes it, the policy for services is the last thing that we make.
 */
export async function isComplete(
  { project, baselineSet }: Pick<Environment, 'project' | 'baselineSet'>,
  gateways: AccountGateways,
): Promise<boolean> {
  if (baselineSet?.roles !== true) return true;
  return (await gateways.iam().policy(configPolicyName(project))) !== null;
}
