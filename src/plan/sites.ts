import type { Position } from '../diagnostics/diagnostic.ts';
import type { Borrowed, Environment } from '../model/environment.ts';
import { outputsIn, type Expression } from '../model/expression.ts';
import type { OutputSource } from '../model/plan.ts';
import type { LinkedEnvironment, LinkedService } from './linked.ts';
import { lenderId, regionOf, type Neighbours } from './sources.ts';

/** A place in which another environment's stacks have to be read. */
export interface LenderSite {
  /** As it is called in sources: its name, with the project in front for another repository's. */
  readonly id: string;
  readonly region: string;
  readonly lender: { readonly environment: Environment } | { readonly foreign: Borrowed };
}

/** Every place that services of this environment take values from, or could: each once. */
export function lenderSites(linked: LinkedEnvironment, neighbours: Neighbours): LenderSite[] {
  const { environment } = linked;
  const lenders = lendersById(environment);
  const sites = new Map<string, LenderSite>();
  const add = (id: string, region: string): void => {
    const lender = neighbours.get(id) ?? lenders.get(id);
    const foreign = environment.borrowed.find((borrowed) => borrowed.lender === null && lenderId(borrowed) === id);
    if (lender && id !== environment.name)
      sites.set(`${id}@${region}`, { id, region, lender: { environment: lender } });
    else if (foreign) sites.set(`${id}@${region}`, { id, region, lender: { foreign } });
  };
  for (const service of linked.services)
    for (const { source } of needsOf(service))
      if (source.environment !== environment.name) add(source.environment, source.region);
  for (const borrowed of environment.borrowed) add(lenderId(borrowed), borrowedRegion(borrowed, environment));
  return [...sites.values()];
}

/** Where a borrowed service's stack stands for this environment. */
export function borrowedRegion({ lender, service }: Borrowed, environment: Environment): string {
  const own = lender?.services.find(({ name }) => name === service);
  if (!lender) return environment.region;
  return own ? regionOf(own, environment.region, lender.region) : lender.region;
}

function lendersById(environment: Environment): Map<string, Environment> {
  return new Map(
    environment.borrowed.flatMap(({ lender }) =>
      lender ? [[lender.name, lender] as const, ...lendersById(lender)] : [],
    ),
  );
}

/** An output that a service needs, and where that is written. */
export interface Need {
  readonly source: OutputSource;
  readonly at: Position;
}

/** Every output that has to be there before the service can be deployed: each once, where it is first asked for. */
export function needsOf({ service, parameters, runtime, imported }: LinkedService): Need[] {
  const values = [
    ...Object.entries(parameters).map(([name, value]) => ({ value, at: service.parameters[name]?.at ?? service.at })),
    ...runtime.map(({ key, value }) => ({
      value,
      at: service.runtime.find((one) => one.key === key)?.at ?? service.at,
    })),
  ];
  const needs = [
    ...values.flatMap(({ value, at }) => (value ? sourcesIn(value).map((source) => ({ source, at })) : [])),
    ...imported.map((source) => ({ source, at: service.template.at })),
  ];
  const first = new Map<string, Need>();
  for (const need of needs) first.set(JSON.stringify(need.source), first.get(JSON.stringify(need.source)) ?? need);
  return [...first.values()];
}

function sourcesIn(expression: Expression): OutputSource[] {
  return outputsIn(expression).map(({ environment, service, region, output }) => ({
    environment: environment ?? '',
    service,
    region: region ?? '',
    output,
  }));
}
