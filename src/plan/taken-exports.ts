import type { Stack } from '../aws/types/cloudformation.ts';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { exportsOf } from '../template/exports.ts';
import type { Observation } from '../model/observation.ts';
import type { Plan } from '../model/plan.ts';
import { isOurs } from './decide.ts';
import type { LinkedEnvironment, LinkedService } from './linked.ts';
import { scopeOf } from './scope.ts';

/**
 * An export name belongs to one stack of an account and region, and CloudFormation says so only when everything else of the
 * stack is made: NotOwned, before anything starts. That is what renaming a service comes to whose export keeps its name.
 */
export function takenExports(plan: Plan, linked: LinkedEnvironment, observation: Observation): Diagnostic[] {
  const changing = new Set(
    plan.services.filter(({ action }) => ['create', 'update', 'recover'].includes(action)).map(({ key }) => key),
  );
  return linked.services
    .filter(({ key }) => changing.has(key))
    .flatMap((service) => takenBy(service, linked, observation));
}

function takenBy(service: LinkedService, linked: LinkedEnvironment, { stacks }: Observation): Diagnostic[] {
  const scope = scopeOf(linked.environment, service.service, service.region);
  return exportsOf(service.template, scope).flatMap(({ name, at }) => {
    const owner = name === null ? undefined : ownerOf(name, service, stacks[service.region] ?? []);
    if (name === null || owner === undefined) return [];
    const message = `service "${service.service.name}" would export ${name}, which stack ${owner.name} exports already`;
    return [diagnostic('NotOwned', message, { at, hint: hintFor(owner, name, linked) })];
  });
}

function ownerOf(name: string, { stack }: LinkedService, stacks: readonly Stack[]): Stack | undefined {
  return stacks.find((one) => one.name !== stack && one.outputs.some(({ exportName }) => exportName === name));
}

/** A stack of a service that was renamed can go only after its successor is there, which needs the name. */
function hintFor(owner: Stack, name: string, { environment, services }: LinkedEnvironment): string {
  const service = owner.tags['envctl:service'] ?? '';
  const renamed = isOurs(owner, environment, service) && !services.some((one) => one.stack === owner.name);
  if (!renamed) return 'an export has one owner in an account and region: give it another name';
  return `two steps: first deploy with another name for the export and for what imports it, and --prune; then give it back the name ${name}. Or keep calling the service "${service}"`;
}
