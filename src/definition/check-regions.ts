import type { Position } from '../diagnostics/diagnostic.ts';
import { regionDoubt } from '../model/known-regions.ts';
import type { EnvironmentDefinition } from './definition.generated.ts';
import { report, type Scope } from './scope.ts';
import type { View } from './view.ts';

/**
 * Finds names that no region has. AWS opens regions more often than anyone updates: a name that only is not known yet is worth
 * a warning, one whose direction is misspelt is an error.
 */
export function checkRegions(view: View<EnvironmentDefinition>, scope: Scope): void {
  const services = view.get('services')?.entries() ?? [];
  const named = [
    view.get('region'),
    ...(view.get('baseline')?.get('regions')?.items() ?? []),
    ...services.flatMap(([, service]) => service.get('regions')?.items() ?? []),
  ];
  for (const region of named) if (region?.text) checkRegion(region.text, region.at, scope);
}

function checkRegion(name: string, at: Position, scope: Scope): void {
  const doubt = regionDoubt(name);
  if (doubt?.kind === 'misspelt') report(scope, `${name} is not the name of an AWS region`, at, doubt.hint);
  if (doubt?.kind === 'unknown') {
    scope.warnings.push({ message: `${name} is no region that this version of envctl knows: ${doubt.hint}`, at });
  }
}
