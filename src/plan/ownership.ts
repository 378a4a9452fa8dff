import type { Stack } from '../aws/types/cloudformation.ts';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Environment } from '../model/environment.ts';
import { isOurs } from './decide.ts';
import type { LinkedService } from './linked.ts';

/** A stack of our name without our tags is somebody else's. One in review has no resources, and AWS keeps no tags for it yet. */
export function notOwned(stack: Stack, environment: Environment, { service, region }: LinkedService): Diagnostic[] {
  if (stack.status === 'REVIEW_IN_PROGRESS' || isOurs(stack, environment, service.name)) return [];
  const message = `stack ${stack.name} in ${region} exists and does not carry the tags of this environment`;
  return [
    diagnostic('NotOwned', message, {
      at: service.at,
      hint: 'rename the service, or take the stack over with --adopt',
    }),
  ];
}
