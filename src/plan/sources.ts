import { diagnostic, type Diagnostic, type Position } from '../diagnostics/diagnostic.ts';
import type { Borrowed, Environment, Service } from '../model/environment.ts';
import type { Expression, Part } from '../model/expression.ts';
import type { OutputSource } from '../model/plan.ts';

type OutputPart = Extract<Part, { kind: 'output' }>;

/** The environments that `${output:environment/service.Output}` may name, by name. */
export type Neighbours = ReadonlyMap<string, Environment>;

/** How a lender is called where stacks are looked up: by its name, with the project in front when that is another one. */
export function lenderId(borrowed: Borrowed): string {
  return borrowed.lender?.name ?? `${borrowed.project}:${borrowed.environment}`;
}

/**
 * The same expression with every output named in full: environment, the lender's name for the service, region. What a
 * plan holds can then be looked up without the definition.
 */
export function resolveSources(
  expression: Expression,
  environment: Environment,
  region: string,
  neighbours: Neighbours,
  at: Position,
): { expression: Expression; problems: Diagnostic[] } {
  const problems: Diagnostic[] = [];
  const resolved = expression.map((part): Part => {
    if (part.kind !== 'output') return part;
    const source = sourceOf(part, environment, region, neighbours);
    if (typeof source !== 'string') return { kind: 'output', ...source };
    problems.push(
      diagnostic('UnknownReference', source, { at, hint: 'name a service and a region that it is deployed in' }),
    );
    return part;
  });
  return { expression: resolved, problems };
}

/** Where an output stands, or what is wrong with the reference. */
function sourceOf(
  part: OutputPart,
  environment: Environment,
  region: string,
  neighbours: Neighbours,
): OutputSource | string {
  if (part.environment !== null && part.environment !== environment.name) {
    const neighbour = neighbours.get(part.environment);
    if (!neighbour) return `there is no environment "${part.environment}"`;
    return sourceIn(neighbour, part, region);
  }
  return sourceIn(environment, part, region);
}

function sourceIn(environment: Environment, part: OutputPart, region: string): OutputSource | string {
  const own = environment.services.find((service) => service.name === part.service);
  if (own) return inService(environment, own, part, region);
  const borrowed = environment.borrowed.find((service) => service.name === part.service);
  if (!borrowed) return `environment "${environment.name}" has no service "${part.service}"`;
  if (borrowed.lender) return sourceIn(borrowed.lender, { ...part, service: borrowed.service }, region);
  return {
    environment: lenderId(borrowed),
    service: borrowed.service,
    region: part.region ?? environment.region,
    output: part.output,
  };
}

function inService(
  environment: Environment,
  service: Service,
  part: OutputPart,
  region: string,
): OutputSource | string {
  const chosen = part.region ?? regionOf(service, region, environment.region);
  if (!service.regions.includes(chosen)) return `service "${service.name}" is not deployed in ${chosen}`;
  return { environment: environment.name, service: service.name, region: chosen, output: part.output };
}

/** The asking service's region where the other is there too, else the home region, else its first. */
export function regionOf(service: Service, asking: string, home: string): string {
  if (service.regions.includes(asking)) return asking;
  return service.regions.includes(home) ? home : (service.regions[0] ?? home);
}
