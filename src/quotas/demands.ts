import { regionsOf } from '../baseline/item.ts';
import type { Environment } from '../model/environment.ts';
import { isObject, type Json, type JsonObject } from '../model/json.ts';
import type { QuotaDemand } from '../model/quotas.ts';
import { globalRegion } from '../model/regions.ts';
import type { LinkedEnvironment, LinkedService } from '../plan/linked.ts';
import { scopeOf } from '../plan/scope.ts';
import { takesEffect } from '../template/effect.ts';
import { evaluate } from '../template/evaluate.ts';
import { member, section } from '../template/tree.ts';
import { isGlobalService, QUOTA_KINDS, type QuotaKind } from './kinds.ts';

/** What the definition itself asks for: in every region of the environment, once for services without regions. */
export function declaredDemands(environment: Environment): QuotaDemand[] {
  const home = globalRegion(environment.region);
  return environment.quotas.flatMap(({ service, quota, atLeast: needed, at }) => {
    const regions = isGlobalService(service) ? [home] : regionsOf(environment);
    return regions.map((region) => ({ service, quota, region, needed, at }));
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
    const taken = new Map<string, number>();
    const take = (region: string, count: number): void => {
      const place = kind.global ? home : region;
      taken.set(place, (taken.get(place) ?? 0) + count);
    };
    for (const service of services) take(service.region, takenBy(service, environment, kind));
    for (const region of regionsOf(environment)) take(region, kind.beside?.(linked, region) ?? 0);
    return [...taken].flatMap(([region, count]): QuotaDemand[] => {
      const needed = kind.needed?.(count, environment) ?? count;
      return count > 0 ? [{ service: kind.service, quota: kind.code, region, needed, at: null }] : [];
    });
  });
}

/** What an account that was just made will probably not have. */
export function freshDemands(linked: LinkedEnvironment): QuotaDemand[] {
  return QUOTA_KINDS.flatMap((kind) => {
    const { fresh } = kind;
    return fresh === undefined ? [] : templateDemands(linked, [kind]).filter(({ needed }) => needed > fresh);
  });
}

function takenBy({ service, region, template }: LinkedService, environment: Environment, kind: QuotaKind): number {
  const scope = scopeOf(environment, service, region);
  const resources = Object.values(section(template.tree, 'Resources'));
  const counts = resources.map((resource) => {
    const type = member(resource, 'Type');
    if (typeof type !== 'string' || !takesEffect(resource, template, scope)) return 0;
    return kind.count(
      type,
      knownProperties(resource, (value) => evaluate(value, scope, template.tree)),
    );
  });
  return counts.reduce((sum, count) => sum + count, 0);
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
