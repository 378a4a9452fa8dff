import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Account, Environment, Service } from '../model/environment.ts';
import { stackName } from '../model/names.ts';

interface Stack {
  readonly environment: Environment;
  readonly service: Service;
}

/** Stacks of different environments that would have one name in one account and region: `a-b` + `c` and `a` + `b-c`. */
export function collisions(environments: readonly Environment[]): { names: string[]; diagnostic: Diagnostic }[] {
  const stacks = new Map<string, Stack[]>();
  for (const environment of environments) {
    for (const service of environment.services) {
      const name = stackName(environment, service.name);
      stacks.set(name, [...(stacks.get(name) ?? []), { environment, service }]);
    }
  }
  return [...stacks].flatMap(([name, owners]) =>
    owners.flatMap((owner, index) => {
      const other = owners.slice(0, index).find((earlier) => sharesPlace(earlier, owner));
      return other
        ? [{ names: [other.environment.name, owner.environment.name], diagnostic: problem(name, other, owner) }]
        : [];
    }),
  );
}

function sharesPlace(a: Stack, b: Stack): boolean {
  const inRegion = a.service.regions.some((region) => b.service.regions.includes(region));
  return inRegion && isSameAccount(a.environment.account, b.environment.account);
}

function isSameAccount(a: Account, b: Account): boolean {
  if (a.id !== null && b.id !== null) return a.id === b.id;
  if (a.form === 'member' && b.form === 'member') return a.email.toLowerCase() === b.email.toLowerCase();
  return a.form === 'external' && b.form === 'external' && a.profile !== null && a.profile === b.profile;
}

function problem(name: string, first: Stack, second: Stack): Diagnostic {
  const owner = ({ environment, service }: Stack): string => `service ${service.name} of ${environment.name}`;
  const message = `the stack ${name} would belong to ${owner(second)} and to ${owner(first)}, in one account and region`;
  return diagnostic('DefinitionInvalid', message, {
    at: second.service.at,
    hint: 'rename one of the services or environments',
  });
}
