import { runInShell } from '../artifacts/shell.ts';
import type { Stack } from '../aws/types/cloudformation.ts';
import { fail } from '../diagnostics/error.ts';
import type { Deployment, ServicePlan } from '../model/plan.ts';
import { say, subjectOf, type Site } from './site.ts';

/** Lines of output that a failed command is shown with. */
const LAST_LINES = 20;

/**
 * Runs `after` once the stack is up. Outputs reach the command as `ENVCTL_OUTPUT_<Name>`; none of these variables is read
 * back as an option. A failure fails the service.
 */
export async function runHook(site: Site, service: ServicePlan, { after }: Deployment, stack: Stack): Promise<void> {
  if (!after) return;
  const subject = subjectOf(site, service);
  say(site, subject, 'progress', `running ${after.command}`);
  const last: string[] = [];
  const failed = await runInShell(
    { ...after, variables: variablesOf(site, service, stack) },
    (line) => last.push(line),
    site.run.signal,
  );
  if (failed === null) return;
  fail('HookFailed', `the command after service "${service.service}" ${failed}: ${after.command}`, {
    hint: 'its stack is up; correct the command and deploy again',
    cause: last.slice(-LAST_LINES).join('\n'),
  });
}

function variablesOf(site: Site, service: ServicePlan, stack: Stack): Record<string, string> {
  return {
    ...Object.fromEntries(stack.outputs.map(({ key, value }) => [`ENVCTL_OUTPUT_${key}`, value])),
    ENVCTL_HOOK_ENVIRONMENT: site.plan.environment,
    ENVCTL_HOOK_SERVICE: service.service,
    ENVCTL_HOOK_REGION: service.region,
  };
}
