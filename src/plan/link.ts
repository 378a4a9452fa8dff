import { diagnostic, type Diagnostic, type Position, type Warning } from '../diagnostics/diagnostic.ts';
import type { Environment, Service } from '../model/environment.ts';
import { outputsIn, type Expression } from '../model/expression.ts';
import { stackName } from '../model/names.ts';
import { nodeKey, type Edge, type NodeKey, type PlacedEdge } from '../model/plan.ts';
import type { StackSetService } from '../model/stack-set.ts';
import type { Template } from '../template/template.ts';
import { cycleIn, orderOf, type Graph } from './graph.ts';
import { linkImports, type Offers } from './imports.ts';
import type { LinkedEnvironment, LinkedNode, LinkedRuntime, LinkedService, LinkedStackSet } from './linked.ts';
import { borrowedOffers, ownOffers, type Offer, type Templates } from './offers.ts';
import { borrowedRegion } from './sites.ts';
import { lenderId, regionOf, resolveSources, type Neighbours } from './sources.ts';

export interface LinkInput {
  readonly environment: Environment;
  readonly templates: Templates;
  readonly neighbours: Neighbours;
  /** Offers of lenders of other repositories, known once their stacks were read. */
  readonly foreign?: ReadonlyMap<string, Offer>;
}

export interface LinkResult {
  /** Null when there is no order. */
  readonly value: LinkedEnvironment | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly warnings: readonly Warning[];
}

/** Connects each service with what it takes from others, and puts them in order. Pure; all problems at once. */
export function link(input: LinkInput): LinkResult {
  const { environment, templates } = input;
  const own = ownOffers(environment, templates);
  const linker = new Linker(input, own);
  const services = environment.services.flatMap((service) => {
    const template = templates.get(service.template.value);
    return template ? service.regions.map((region) => linker.service(service, region, template)) : [];
  });
  const stackSets = environment.stackSets.flatMap((service) => {
    const template = templates.get(service.template.value);
    return template ? [linker.stackSet(service, template)] : [];
  });
  const diagnostics = [...linker.diagnostics, ...doubleExports(environment, own)];
  const all = inDeployOrder<LinkedNode>([...services, ...stackSets]);
  if (!all) diagnostics.push(cycleProblem(environment, [...services, ...stackSets], linker.places));
  const value = all && {
    environment,
    services: inDeployOrder(services) ?? [],
    stackSets: inDeployOrder(stackSets) ?? [],
    borrowed: environment.borrowed,
  };
  return { value, diagnostics, warnings: linker.warnings };
}

/** The order in which services can be deployed as a graph of their keys; edges to other environments included. */
function graphOf(services: readonly Pick<LinkedNode, 'key' | 'edges'>[]): Graph {
  return new Map(services.map((service) => [service.key, new Set(service.edges.map((edge) => edge.to))]));
}

/** By the keys of both ends. */
type EdgePlaces = Map<string, Position>;

class Linker {
  readonly diagnostics: Diagnostic[] = [];
  readonly warnings: Warning[] = [];
  /** Where the first reason for each edge stands. */
  readonly places: EdgePlaces = new Map();
  private readonly input: LinkInput;
  private readonly own: readonly Offer[];

  constructor(input: LinkInput, own: readonly Offer[]) {
    this.input = input;
    this.own = own;
  }

  service(service: Service, region: string, template: Template): LinkedService {
    const { environment } = this.input;
    const key = nodeKey(environment.name, service.name, region);
    const parameters = Object.fromEntries(
      Object.entries(service.parameters).map(([name, { value, at }]) => [name, this.resolve(value, region, at)]),
    );
    const runtime = service.runtime.map((value): LinkedRuntime => {
      const expression = value.value && this.resolve(value.value, region, value.at);
      return { key: value.key, kind: value.kind, value: expression, type: value.type, apply: value.apply };
    });
    const imports = linkImports(environment, service, region, template, this.offers(region));
    for (const { name, at } of imports.loose) this.warnings.push({ message: looseText(service.name, name), at });
    const taken = [
      ...Object.entries(parameters).map(([name, value]) => ({
        value,
        why: `parameter ${name}`,
        at: service.parameters[name]?.at ?? service.at,
      })),
      ...runtime.flatMap(({ key: name, value }, index) =>
        value ? [{ value, why: `run-time value ${name}`, at: service.runtime[index]?.at ?? service.at }] : [],
      ),
    ];
    const edges = [...taken.flatMap(edgesOf), ...imports.edges, ...this.declared(service, region)];
    return {
      key,
      service,
      region,
      stack: stackName(environment, service.name),
      template,
      parameters,
      runtime,
      health: service.health && this.resolve(service.health.value, region, service.health.at),
      edges: this.tidied(edges, key, runtime),
      imports: imports.bindings,
      imported: imports.sources,
      borrows: [
        ...new Set([...imports.borrows, ...taken.flatMap(({ value }) => lendersIn(value, environment))]),
      ].sort(),
      loose: imports.loose.flatMap(({ name }) => name ?? []),
    };
  }

  stackSet(service: StackSetService, template: Template): LinkedStackSet {
    const { environment } = this.input;
    const { region } = environment;
    const key = nodeKey(environment.name, service.name, region);
    const edges = this.tidied(this.declared(service, region), key, []);
    return { key, service, region, stack: stackName(environment, service.name), template, edges };
  }

  private resolve(expression: Expression, region: string, at: Service['at']): Expression {
    const { environment, neighbours } = this.input;
    const { expression: resolved, problems } = resolveSources(expression, environment, region, neighbours, at);
    this.diagnostics.push(...problems);
    return resolved;
  }

  private offers(region: string): Offers {
    const { environment, templates, foreign } = this.input;
    const borrowed = new Map([...(foreign ?? []), ...borrowedOffers(environment, region, templates)]);
    return { own: this.own, borrowed };
  }

  private declared(service: Pick<Service, 'dependsOn'>, region: string): PlacedEdge[] {
    const { environment } = this.input;
    const why = 'dependsOn';
    return service.dependsOn.flatMap(({ value: name, at }) => {
      const own = environment.services.find((candidate) => candidate.name === name);
      if (own) return [{ to: nodeKey(environment.name, name, regionOf(own, region, environment.region)), why, at }];
      if (environment.stackSets.some((candidate) => candidate.name === name))
        return [{ to: nodeKey(environment.name, name, environment.region), why, at }];
      const borrowed = environment.borrowed.find((candidate) => candidate.name === name);
      if (!borrowed) return [];
      const to = nodeKey(lenderId(borrowed), borrowed.service, borrowedRegion(borrowed, environment));
      return [{ to, why, at }];
    });
  }

  /** Tidy, and remembers where each edge comes from. */
  private tidied(edges: readonly PlacedEdge[], self: NodeKey, runtime: readonly LinkedRuntime[]): Edge[] {
    const kept = tidy(edges, self, runtime);
    for (const { to, at } of kept) {
      const ends = `${self} ${to}`;
      if (!this.places.has(ends)) this.places.set(ends, at);
    }
    return kept.map(({ to, why }) => ({ to, why }));
  }
}

function edgesOf({ value, why, at }: { value: Expression; why: string; at: Position }): PlacedEdge[] {
  return outputsIn(value).map((part) => ({
    to: nodeKey(part.environment ?? '', part.service, part.region ?? ''),
    why: `${why} takes output ${part.output}`,
    at,
  }));
}

function lendersIn(value: Expression, environment: Environment): string[] {
  return outputsIn(value).flatMap((part) =>
    part.environment !== null && part.environment !== environment.name ? [`${part.environment}/${part.service}`] : [],
  );
}

/** One edge for each reason, by name; a run-time value may take an output of its own service, written after the stack. */
function tidy(edges: readonly PlacedEdge[], self: NodeKey, runtime: readonly LinkedRuntime[]): PlacedEdge[] {
  const own = new Set(runtime.map(({ key }) => `run-time value ${key} `));
  const kept = edges.filter(({ to, why }) => to !== self || ![...own].some((prefix) => why.startsWith(prefix)));
  const unique = new Map(kept.map((edge) => [`${edge.to} ${edge.why}`, edge]));
  return [...unique.values()].sort((a, b) => (a.to < b.to ? -1 : a.to > b.to ? 1 : a.why < b.why ? -1 : 1));
}

function looseText(service: string, name: string | null): string {
  const what = name === null ? 'a name that is known only to CloudFormation' : `"${name}"`;
  return `service "${service}" imports ${what}, which no service here exports: it is left to CloudFormation`;
}

/** Services so that each stands after what it waits for, ties by name; null when there is a circle. */
export function inDeployOrder<T extends Pick<LinkedNode, 'key' | 'edges'>>(services: readonly T[]): T[] | null {
  const byKey = new Map(services.map((service) => [service.key, service]));
  const order = orderOf(graphOf(services));
  return order && order.flatMap((key) => byKey.get(key) ?? []);
}

/** Everything that has its turn, stack sets among the rest, in an order in which it can be deployed. */
export function nodesOf({ services, stackSets }: Pick<LinkedEnvironment, 'services' | 'stackSets'>): LinkedNode[] {
  return inDeployOrder<LinkedNode>([...services, ...stackSets]) ?? [];
}

/** At the first reference or `dependsOn` of the cycle in the definition; at an import, where templates alone make the cycle. */
function cycleProblem(environment: Environment, services: readonly LinkedNode[], places: EdgePlaces): Diagnostic {
  const cycle = cycleIn(graphOf(services)) ?? [];
  const steps = cycle.slice(0, -1).map((key, index) => {
    const edge = services.find((service) => service.key === key)?.edges.find(({ to }) => to === cycle[index + 1]);
    return `${shortName(key)} (${edge?.why ?? 'needs it'})`;
  });
  const at = cycle.slice(1).flatMap((key, index) => places.get(`${cycle[index] ?? ''} ${key}`) ?? []);
  const templates = new Set(services.map(({ template }) => template.file));
  return diagnostic(
    'DependencyCycle',
    `services wait for each other: ${[...steps, shortName(cycle[0] ?? '')].join(' → ')}`,
    {
      at: at.find(({ file }) => !templates.has(file)) ?? at[0] ?? environment.account.at,
      hint: 'take one of these references out, or move what both need into a service of its own',
    },
  );
}

/** `notes` for `dev/notes@eu-west-1`. */
function shortName(key: NodeKey): string {
  return key.slice(key.indexOf('/') + 1, key.lastIndexOf('@'));
}

function doubleExports(environment: Environment, offers: readonly Offer[]): Diagnostic[] {
  const first = new Map<string, Offer>();
  return offers.flatMap((offer) => {
    const id = `${offer.source.region} ${offer.exported}`;
    const before = first.get(id);
    first.set(id, before ?? offer);
    if (!before || before.source.service === offer.source.service) return [];
    const at = environment.services.find(({ name }) => name === offer.source.service)?.template.at ?? null;
    const message = `services "${before.source.service}" and "${offer.source.service}" both export "${offer.exported}"`;
    return [diagnostic('TemplateInvalid', message, { at, hint: 'an export name is unique in an account and region' })];
  });
}
