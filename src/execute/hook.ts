import { runInShell } from '../artifacts/shell.ts';
import type { Stack } from '../aws/types/cloudformation.ts';
import { fail } from '../diagnostics/error.ts';
import { pendingName, TAG } from '../model/names.ts';
import type { Deployment, ServicePlan } from '../model/plan.ts';
import { say, subjectOf, type Site } from './site.ts';

/** Lines of output that a failed command is shown with. */
const LAST_LINES = 20;

/** Notes, before a stack changes, that the command after it has yet to run: whoever comes after a run that died knows it. */
export async function announceHook(site: Site, service: ServicePlan, { after }: Deployment): Promise<void> {
  if (!after) return;
  const { project, environment: name } = site.plan;
  const pending = pendingName({ project, name }, service.service);
  if (site.parameters.has(`${service.region}:${pending}`)) return;
  const tags = { [TAG.project]: project, [TAG.environment]: name, [TAG.service]: service.service };
  const parameter = { name: pending, value: site.runId, type: 'String', exists: false, tags } as const;
  await site.gateways.ssm(service.region).put(parameter);
}

/**
 * Runs `after` once the stack is up. Outputs reach the command as `ENVCTL_OUTPUT_<Name>`; none of these variables is read
 * back as an option. A failure fails the service.
 */
export async function runHook(site: Site, service: ServicePlan, { after }: Deployment, stack: Stack): Promise<void> {
  if (!after) return;
  site.hold?.check();
  const subject = subjectOf(site, service);
  say(site, subject, 'progress', `running ${after.command}`);
  const last: string[] = [];
  const { clock, signal } = site.run;
  const variables = variablesOf(site, service, stack);
  const running = site.run.isRehearsal
    ? Promise.resolve(null)
    : runInShell({ ...after, variables }, (line) => last.push(line), signal);
  const failed = await clock.during(running.catch((error: unknown) => stopped(service, error)));
  if (failed === null) return forget(site, service);
  fail('HookFailed', `the command after service "${service.service}" ${failed}: ${after.command}`, {
    hint: 'its stack is up; correct the command and deploy again',
    cause: last.slice(-LAST_LINES).join('\n'),
  });
}

/** Nothing goes on: the stack is up, and the command has been ended with all that it started. */
function stopped({ service }: ServicePlan, error: unknown): never {
  if (!(error instanceof Error) || error.name !== 'AbortError') throw error;
  fail('Interrupted', `interrupted: the command after service "${service}" was stopped; its stack is up`, {
    hint: 'run the same command again: it runs that command again',
  });
}

async function forget({ plan, gateways }: Site, { service, region }: ServicePlan): Promise<void> {
  await gateways.ssm(region).remove([pendingName({ project: plan.project, name: plan.environment }, service)]);
}

function variablesOf(site: Site, service: ServicePlan, stack: Stack): Record<string, string> {
  return {
    ...Object.fromEntries(stack.outputs.map(({ key, value }) => [`ENVCTL_OUTPUT_${key}`, value])),
    ENVCTL_HOOK_ENVIRONMENT: site.plan.environment,
    ENVCTL_HOOK_SERVICE: service.service,
    ENVCTL_HOOK_REGION: service.region,
  };
}
