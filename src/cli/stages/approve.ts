import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { EnvctlError, fail } from '../../diagnostics/error.ts';
import type { Plan, ServicePlan } from '../../model/plan.ts';
import type { Context } from '../context.ts';

/** Services of a plan that wait for a person. */
export function waiting(plan: Plan): ServicePlan[] {
  return plan.services.filter(({ approval }) => approval === 'manual');
}

/**
 * Asks a person for every service with manual approval that `--approve` does not name. Without a terminal an unapproved
 * change refuses the whole run: ApprovalRequired. `--yes` approves none of them.
 */
export async function approve(context: Context, plans: readonly Plan[], approved: readonly string[]): Promise<void> {
  const { prompter } = context.host;
  const open = plans
    .flatMap((plan) => waiting(plan).map((service) => ({ plan, service })))
    .filter(({ service }) => !isNamed(service, approved));
  if (open.length === 0) return;
  if (!prompter || context.options.output === 'json')
    throw new EnvctlError(open.map(({ plan, service }) => required(plan, service)));
  for (const { plan, service } of open) {
    const answer = await prompter.confirm(
      `Approve ${service.action} of ${plan.environment}/${service.service} (${service.reasons.join(', ')})?`,
    );
    if (answer !== true) throw new EnvctlError([required(plan, service)]);
  }
}

function isNamed({ service }: ServicePlan, approved: readonly string[]): boolean {
  return approved.includes('all') || approved.includes(service);
}

function required({ environment }: Plan, { service }: ServicePlan): Diagnostic {
  return diagnostic('ApprovalRequired', `a change to "${service}" of ${environment} waits for a person`, {
    hint: `approve it with --approve ${service}, or deploy the others with --only`,
  });
}

/** Asks whether to go on, unless `--yes` said so. Throws ConfirmationRequired where nobody can be asked, or the answer is no. */
export async function confirm(context: Context, question: string): Promise<void> {
  const { host, options } = context;
  if (options.yes) return;
  if (!host.prompter || options.output === 'json') {
    fail('ConfirmationRequired', 'this changes something, and there is nobody to ask', {
      hint: 'look at the plan, then add --yes',
    });
  }
  const answer = await host.prompter.confirm(question);
  if (answer !== true) fail('ConfirmationRequired', 'not confirmed: nothing was changed');
}
