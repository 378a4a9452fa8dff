import { fail } from '../../diagnostics/error.ts';
import { approvalRequired } from '../../execute/approval.ts';
import type { Plan, ServicePlan } from '../../model/plan.ts';
import type { Run } from '../../model/run.ts';
import type { Context } from '../context.ts';
import { answered } from './answered.ts';
import { plannedDocument, Refused } from './refusal.ts';

/** How a service with manual approval gets it: by name, or by a person. */
export type Approver = (environment: string, service: ServicePlan) => Promise<boolean>;

/**
 * Where nobody can be asked, a change to a service with manual approval that `--approve` does not name refuses the whole
 * run: ApprovalRequired. Where somebody can, they are asked while the other services go on. `--yes` approves none.
 */
export function approverOf(run: Run, plans: readonly Plan[], approved: readonly string[]): Approver {
  const { ask } = run;
  const isNamed = ({ service }: ServicePlan): boolean => approved.includes('all') || approved.includes(service);
  const waiting = plans.flatMap((plan) =>
    plan.services.flatMap((service) => (service.approval === 'manual' && !isNamed(service) ? [{ plan, service }] : [])),
  );
  if (!ask) {
    if (waiting.length > 0) refuseWaiting(plans, waiting);
    return (_environment, service) => Promise.resolve(isNamed(service));
  }
  const question = (environment: string, service: ServicePlan): Promise<boolean> =>
    ask(
      `Approve ${service.action === 'none' ? 'update' : service.action} of ${environment}/${service.service} (${service.reasons.join(', ')})?`,
    );
  const open = new Map(waiting.map(({ plan, service }) => [service.key, question(plan.environment, service)]));
  // One that is stopped is told by the service that waits for it, if that has its turn at all.
  for (const answer of open.values()) answer.catch(() => undefined);
  return (environment, service) =>
    isNamed(service) ? Promise.resolve(true) : (open.get(service.key) ?? question(environment, service));
}

interface Waiting {
  readonly plan: Plan;
  readonly service: ServicePlan;
}

function refuseWaiting(plans: readonly Plan[], waiting: readonly Waiting[]): never {
  throw new Refused(
    plans.map((plan) => ({
      document: plannedDocument(plan),
      errors: waiting
        .filter((one) => one.plan === plan)
        .map(({ service }) => approvalRequired(plan.environment, service)),
    })),
  );
}

/**
 * Asks whether to go on, unless `--yes` said so. Throws ConfirmationRequired where nobody can be asked, with `hint` for what to do
 * instead, and where the answer is no; Interrupted at Ctrl-C.
 */
export async function confirm(
  context: Context,
  question: string,
  hint = 'look at the plan, then add --yes',
): Promise<void> {
  const { host, options } = context;
  if (options.yes) return;
  if (!host.prompter || options.output === 'json') {
    fail('ConfirmationRequired', 'this changes something, and there is nobody to ask', { hint });
  }
  if (!answered(await host.prompter.confirm(question)))
    fail('ConfirmationRequired', 'not confirmed: nothing was changed', { hint: 'run it again to decide otherwise' });
}
