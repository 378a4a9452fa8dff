import type { AccountGateways } from '../aws/types/account.ts';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Observation } from '../model/observation.ts';
import type { Plan } from '../model/plan.ts';
import type { LinkedEnvironment, LinkedService } from '../plan/linked.ts';
import { scopeOf } from '../plan/scope.ts';
import { exportsOf } from '../template/exports.ts';

/**
 * CloudFormation refuses to take an export away while a stack imports it, and says so only in the middle of the update:
 * Borrowed, before anything starts, with the steps that work. Asks only about exports that would really go.
 */
export async function checkVanishingExports(
  plan: Plan,
  linked: LinkedEnvironment,
  observation: Observation,
  gateways: AccountGateways | null,
): Promise<Diagnostic[]> {
  if (!gateways) return [];
  const updated = new Set(plan.services.filter(({ action }) => action === 'update').map(({ key }) => key));
  const vanishing = linked.services
    .filter(({ key }) => updated.has(key))
    .flatMap((service) => namesThatGo(service, linked, observation).map((name) => ({ service, name })));
  const problems = await Promise.all(
    vanishing.map(async ({ service, name }) => {
      const importers = await gateways.cloudformation(service.region).importers(name);
      return importers.length > 0 ? [inUse(service, name, importers, linked)] : [];
    }),
  );
  return problems.flat();
}

function namesThatGo(
  { template, service, region, stack }: LinkedService,
  { environment }: LinkedEnvironment,
  observation: Observation,
): string[] {
  const stays = exportsOf(template, scopeOf(environment, service, region)).map(({ name }) => name);
  if (stays.includes(null)) return [];
  const deployed = observation.stacks[region]?.find(({ name }) => name === stack);
  return (deployed?.outputs ?? []).flatMap(({ exportName }) =>
    exportName !== null && !stays.includes(exportName) ? [exportName] : [],
  );
}

function inUse(
  { service, region }: LinkedService,
  name: string,
  importers: readonly string[],
  { environment, services }: LinkedEnvironment,
): Diagnostic {
  const own = services
    .filter((one) => one.region === region && importers.includes(one.stack))
    .map((one) => one.service.name);
  const message = `service "${service.name}" would no longer export ${name}, which ${importers.join(', ')} still imports`;
  const hint =
    own.length === importers.length
      ? `two steps: first deploy ${own.join(',')} without the import (envctl deploy ${environment.name} --only ${own.join(',')}), then the rest`
      : 'keep the export until those stacks no longer import it';
  return diagnostic('Borrowed', message, { at: service.template.at, hint });
}
