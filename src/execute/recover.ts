import type { Stack } from '../aws/types/cloudformation.ts';
import { fail } from '../diagnostics/error.ts';
import type { ServicePlan } from '../model/plan.ts';
import { dispositionOf } from '../plan/status.ts';
import { failureText, firstFailure } from './failure.ts';
import { say, subjectOf, type Site } from './site.ts';
import { inProgress } from './watch.ts';

/**
 * Brings a stack into a state from which it can be created or updated: waits for what is in progress, deletes what never
 * came up, continues a rollback that got stuck. Answers the stack as it is then; null when there is none.
 */
export async function makeReady(site: Site, service: ServicePlan, observed: Stack | null): Promise<Stack | null> {
  const watcher = site.watcher(service.region);
  const subject = subjectOf(site, service);
  const onStatus = (status: string): void => say(site, subject, 'progress', `stack ${status}`);
  let stack = observed;
  if (
    stack &&
    (inProgress(stack.status) || stack.status.endsWith('CLEANUP_IN_PROGRESS')) &&
    stack.status !== 'REVIEW_IN_PROGRESS'
  ) {
    say(site, subject, 'waiting', `an operation is under way: ${stack.status}`);
    stack = await watcher.settled(stack.id, null, onStatus);
    if (stack.status.endsWith('CLEANUP_IN_PROGRESS')) stack = await afterCleanup(site, service, stack);
  }
  switch (dispositionOf(stack?.status)) {
    case 'dead':
      return stack ? await removeDead(site, service, stack) : null;
    case 'stuck':
      return stack ? await continueRollback(site, service, stack) : null;
    case 'absent':
      return null;
    default:
      return stack;
  }
}

/** An update that cleans up behind itself can be read, but not yet updated. */
async function afterCleanup(site: Site, service: ServicePlan, stack: Stack): Promise<Stack> {
  const { clock, signal } = site.run;
  for (let current: Stack | null = stack; ;) {
    if (!current?.status.endsWith('_IN_PROGRESS')) return current ?? stack;
    await clock.sleep(1_000, signal);
    current = await site.gateways.cloudformation(service.region).describe(stack.id);
  }
}

/** One token names one operation on one stack: CloudFormation takes a second use of it for the first one's repetition. */
function tokenOf(site: Site, service: ServicePlan, operation: string): string {
  return `${site.runId}-${operation}-${service.service}`.slice(0, 128);
}

async function removeDead(site: Site, service: ServicePlan, stack: Stack): Promise<null> {
  say(site, subjectOf(site, service), 'progress', `deleting the stack that is ${stack.status}`);
  const gateway = site.gateways.cloudformation(service.region);
  const since = site.run.clock.now();
  if (stack.terminationProtection) await gateway.setTerminationProtection(stack.id, false);
  await gateway.deleteStack(stack.id, { token: tokenOf(site, service, 'recover'), role: site.serviceRole });
  const gone = await site.watcher(service.region).settled(stack.id, stack, () => undefined);
  if (gone.status === 'DELETE_COMPLETE') return null;
  const failure = await firstFailure(gateway, stack.id, since - 5_000);
  return fail(
    'StackFailed',
    `stack ${stack.name} cannot be deleted: ${failureText(failure, gone.status, gone.reason)}`,
    {
      hint: 'delete the resource by hand, then deploy again',
    },
  );
}

async function continueRollback(site: Site, service: ServicePlan, stack: Stack): Promise<Stack> {
  say(site, subjectOf(site, service), 'progress', 'continuing its rollback');
  const gateway = site.gateways.cloudformation(service.region);
  const since = site.run.clock.now();
  await gateway.continueRollback(stack.id, { token: tokenOf(site, service, 'continue'), role: site.serviceRole });
  const settled = await site.watcher(service.region).settled(stack.id, stack, () => undefined);
  if (settled.status === 'UPDATE_ROLLBACK_COMPLETE') return settled;
  const failure = await firstFailure(gateway, stack.id, since - 5_000);
  return fail(
    'StackFailed',
    `the rollback of ${stack.name} fails again: ${failureText(failure, settled.status, settled.reason)}`,
    {
      hint: 'repair the resource, or continue the rollback in the console and skip it there',
    },
  );
}
