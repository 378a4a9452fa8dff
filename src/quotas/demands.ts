import { regionsOf } from '../baseline/item.ts';
import type { Environment } from '../model/environment.ts';
import { isObject, type Json, type JsonObject } from '../model/json.ts';
import type { QuotaDemand } from '../model/quotas.ts';
import { globalRegion } from '../model/regions.ts';
import type { LinkedEnvironment, LinkedService } from '../plan/linked.ts';
import { scopeOf } from '../plan/scope.ts';
import { effectOf } from '../template/effect.ts';
import { evaluate } from '../template/evaluate.ts';
import { member, section } from '../template/tree.ts';
import { isGlobalService, QUOTA_KINDS, type QuotaKind } from './kinds.ts';

/** What the definition itself asks for: in every region of the environment, once for services without regions. */
export function declaredDemands(environment: Environment): QuotaDemand[] {
  const home = globalRegion(environment.region);
  return environment.quotas.flatMap(({ service, quota, atLeast: needed, at }) => {
    const regions = isGlobalService(service) ? [home] : regionsOf(environment);
    return regions.map((region) => ({ service, quota, region, needed, sure: needed, at }));
  });
}

/**
 * What templates and the baseline need, region by region: resources whose condition does not hold are left out, those of
 * which nobody can tell yet are counted. Quotas of which nothing is needed are not there.
 */
export function templateDemands(linked: LinkedEnvironment, kinds = QUOTA_KINDS): QuotaDemand[] {
  const { environment, services } = linked;
  const home = globalRegion(environment.region);
  return kinds.flatMap((kind) => {
    const taken = new Map<string, Taken>();
    const take = (region: string, { sure, open }: Taken): void => {
      const place = kind.global ? home : region;
      const before = taken.get(place) ?? NOTHING;
      taken.set(place, { sure: before.sure + sure, open: before.open + open });
    };
    for (const service of services) take(service.region, takenBy(service, environment, kind));
    for (const region of regionsOf(environment)) take(region, { sure: kind.beside?.(linked, region) ?? 0, open: 0 });
    return [...taken].flatMap(([region, { sure, open }]): QuotaDemand[] => {
      const count = sure + open;
      const needed = kind.needed?.(count, environment) ?? count;
      return count > 0 ? [{ service: kind.service, quota: kind.code, region, needed, sure, at: null }] : [];
    });
  });
}

/** What AWS may have to be asked about: more than every account has. */
export function notableDemands(linked: LinkedEnvironment): QuotaDemand[] {
  return QUOTA_KINDS.flatMap((kind) => templateDemands(linked, [kind]).filter(({ needed }) => needed > kind.floor));
}

/** How much of a quota resources take: those that there will be, and those of which nobody can tell yet. */
interface Taken {
  readonly sure: number;
  readonly open: number;
}

const NOTHING: Taken = { sure: 0, open: 0 };

function takenBy({ service, region, template }: LinkedService, environment: Environment, kind: QuotaKind): Taken {
  const scope = scopeOf(environment, service, region);
  return Object.values(section(template.tree, 'Resources')).reduce<Taken>(({ sure, open }, resource) => {
    const type = member(resource, 'Type');
    const effect = effectOf(resource, template, scope);
    if (typeof type !== 'string' || effect === 'none') return { sure, open };
    const count = kind.count(
      type,
      knownProperties(resource, (value) => evaluate(value, scope, template.tree)),
    );
    return effect === 'sure' ? { sure: sure + count, open } : { sure, open: open + count };
  }, NOTHING);
}

/** Each property as far as it is known now; the others as they stand. */
function knownProperties(resource: Json, evaluated: (value: Json) => ReturnType<typeof evaluate>): JsonObject {
  const properties = isObject(resource) ? section(resource, 'Properties') : {};
  const entries = Object.entries(properties).flatMap(([name, value]): [string, Json][] => {
    const result = evaluated(value);
    return result.kind === 'absent' ? [] : [[name, result.kind === 'known' ? result.value : value]];
  });
  return Object.fromEntries(entries);
}
