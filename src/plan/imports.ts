import type { Environment, Service } from '../model/environment.ts';
import { nodeKey, type ImportBinding, type OutputSource, type PlacedEdge } from '../model/plan.ts';
import { importsOf, type Import } from '../template/exports.ts';
import type { Template } from '../template/template.ts';
import type { Offer } from './offers.ts';
import { scopeOf } from './scope.ts';

/** What a service's imports come to. */
export interface ImportLinks {
  readonly edges: readonly PlacedEdge[];
  readonly bindings: readonly ImportBinding[];
  /** Every output that is imported, also where the import stays as it is. */
  readonly sources: readonly OutputSource[];
  /** `<environment>/<service>` of every lender. */
  readonly borrows: readonly string[];
  /** Imports that nothing known exports: left to CloudFormation. */
  readonly loose: readonly Import[];
}

export interface Offers {
  readonly own: readonly Offer[];
  /** By the names that templates here may use. */
  readonly borrowed: ReadonlyMap<string, Offer>;
}

/**
 * Finds, for each `Fn::ImportValue` of a service, who exports it. Where CloudFormation itself can reach the export (same
 * account and region) the import stays an import, so that CloudFormation guards it; elsewhere the value takes its place.
 */
export function linkImports(
  environment: Environment,
  service: Service,
  region: string,
  template: Template,
  offers: Offers,
): ImportLinks {
  const edges: PlacedEdge[] = [];
  const bindings: ImportBinding[] = [];
  const sources: OutputSource[] = [];
  const borrows = new Set<string>();
  const loose: Import[] = [];
  for (const item of importsOf(template, scopeOf(environment, service, region))) {
    const offer = item.name === null ? undefined : findOffer(item.name, region, offers);
    if (!offer) {
      loose.push(item);
      continue;
    }
    const { source } = offer;
    const foreign = source.environment !== environment.name;
    sources.push(source);
    const to = nodeKey(source.environment, source.service, source.region);
    edges.push({ to, why: `imports ${item.name}`, at: item.at });
    if (foreign) borrows.add(`${source.environment}/${source.service}`);
    if (source.region !== region || !offer.sameAccount)
      bindings.push({ name: item.name ?? offer.exported, path: item.path, target: { kind: 'value', source } });
    else if (foreign) {
      const target = { kind: 'export', name: offer.exported, source } as const;
      bindings.push({ name: item.name ?? offer.exported, path: item.path, target });
    }
  }
  return { edges, bindings, sources, borrows: [...borrows].sort(), loose };
}

/** Own exports of the same region first, then borrowed ones, then own ones of another region. */
function findOffer(name: string, region: string, offers: Offers): Offer | undefined {
  const own = offers.own.filter((offer) => offer.exported === name);
  return own.find((offer) => offer.source.region === region) ?? offers.borrowed.get(name) ?? own[0];
}
