import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ServicePlan } from '../model/plan.ts';

/** A change to a service with manual approval that nobody approved. */
export function approvalRequired(environment: string, { service }: ServicePlan): Diagnostic {
  return diagnostic('ApprovalRequired', `a change to "${service}" of ${environment} waits for a person`, {
    hint: `approve it with --approve ${service}, or deploy the others with --only`,
  });
}
