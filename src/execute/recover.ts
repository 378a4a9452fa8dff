import type { Stack } from '../aws/types/cloudformation.ts';
import { fail } from '../diagnostics/error.ts';
import type { ServicePlan } from '../model/plan.ts';
import { dispositionOf } from '../plan/status.ts';
import { removal, rollback, type Operation } from '../plan/request-token.ts';
import { failureText, firstFailure } from './failure.ts';
import { say, subjectOf, type Site } from './site.ts';
import { tokenFor, underWay } from './under-way.ts';
import { inProgress } from './watch.ts';

export interface Ready {
  /** Null when there is none. */
  readonly stack: Stack | null;
  /** True: it is as an earlier run of ours brought it, which was still at work when this one began. */
  readonly attached: boolean;
}

/**
 * Brings a stack into a state from which it can be created or updated: waits for what is in progress, deletes what never
 * came up, continues a rollback that got stuck. `digest` is of what is to be submitted: who was submitting the same is joined.
 */
export async function makeReady(
  site: Site,
  service: ServicePlan,
  observed: Stack | null,
  digest: string,
): Promise<Ready> {
  const watcher = site.watcher(service.region);
  const subject = subjectOf(site, service);
  const onStatus = (status: string): void => say(site, subject, 'progress', `stack ${status}`);
  let stack = observed;
  let attached = false;
  if (
    stack &&
    (inProgress(stack.status) || stack.status.endsWith('CLEANUP_IN_PROGRESS')) &&
    stack.status !== 'REVIEW_IN_PROGRESS'
  ) {
    const { origin, text } = await underWay(
      site.gateways.cloudformation(service.region),
      stack,
      operationsOn(stack, service, digest),
    );
    attached = origin === 'own';
    say(site, subject, 'waiting', text);
    stack = await watcher.settled(stack.id, null, onStatus);
    if (stack.status.endsWith('CLEANUP_IN_PROGRESS')) stack = await afterCleanup(site, service, stack);
  }
  return { stack: stack && (await repaired(site, service, stack)), attached };
}

/** What may be done to a stack on the way to what is wanted. */
function operationsOn({ id }: Stack, { service, region }: ServicePlan, digest: string): Operation[] {
  return [digest, removal(id), rollback(id)].map((each) => ({ digest: each, service, region }));
}

async function repaired(site: Site, service: ServicePlan, stack: Stack): Promise<Stack | null> {
  switch (dispositionOf(stack.status)) {
    case 'dead':
      return removeDead(site, service, stack);
    case 'stuck':
      return continueRollback(site, service, stack);
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

async function removeDead(site: Site, service: ServicePlan, stack: Stack): Promise<null> {
  say(site, subjectOf(site, service), 'progress', `deleting the stack that is ${stack.status}`);
  const gateway = site.gateways.cloudformation(service.region);
  const since = site.run.clock.now();
  if (stack.terminationProtection) await gateway.setTerminationProtection(stack.id, false);
  const token = await tokenFor(gateway, stack.id, { ...service, digest: removal(stack.id) });
  await gateway.deleteStack(stack.id, { token, role: site.serviceRole });
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
  const token = await tokenFor(gateway, stack.id, { ...service, digest: rollback(stack.id) });
  await gateway.continueRollback(stack.id, { token, role: site.serviceRole });
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
