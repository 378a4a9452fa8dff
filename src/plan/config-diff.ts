import type { ShownValue } from '../model/config.ts';
import type { BuildDifference, RuntimeDifference, ServiceDifference, Side } from '../model/config-difference.ts';
import { sha256 } from '../model/digest.ts';
import { canonical, type Json, type JsonObject } from '../model/json.ts';
import { leavesOf } from '../model/leaves.ts';

/** The configuration of one service of one environment. A secret is there by its digest alone: see `digested`. */
export interface ServiceConfig {
  readonly build: JsonObject;
  readonly runtime: readonly Pick<ShownValue, 'key' | 'value' | 'secret'>[];
}

/** Values as they are compared: nothing that is made of them can tell a secret. */
export function digested(values: readonly ShownValue[]): ServiceConfig['runtime'] {
  return values.map(({ key, value, secret }) => ({
    key,
    secret,
    value: secret && value !== null ? sha256(value) : value,
  }));
}

/** By name of the service. */
export type ComparedConfig = Readonly<Record<string, ServiceConfig>>;

/** What differs between the configuration of two environments, service by service. Of secrets only whether they do. */
export function compareConfig(left: ComparedConfig, right: ComparedConfig): ServiceDifference[] {
  return union(left, right).flatMap((service): ServiceDifference[] => {
    const [one, other] = [left[service], right[service]];
    if (!one || !other) return [{ service, in: one ? 'left' : 'right', build: [], runtime: [] }];
    const build = compareBuild(one.build, other.build);
    const runtime = compareRuntime(one, other);
    return build.length + runtime.length === 0 ? [] : [{ service, in: 'both', build, runtime }];
  });
}

function compareBuild(left: JsonObject, right: JsonObject): BuildDifference[] {
  const [one, other] = [Object.fromEntries(leavesOf(left)), Object.fromEntries(leavesOf(right))];
  return union(one, other).flatMap((name) => {
    const [mine, theirs] = [one[name], other[name]];
    if (mine !== undefined && theirs !== undefined && canonical(mine) === canonical(theirs)) return [];
    return [{ name, in: sideOf(mine, theirs), left: mine ?? null, right: theirs ?? null }];
  });
}

function compareRuntime(left: ServiceConfig, right: ServiceConfig): RuntimeDifference[] {
  const [one, other] = [byKey(left), byKey(right)];
  return union(one, other).flatMap((name) => {
    const [mine, theirs] = [one[name], other[name]];
    const [a, b] = [mine?.value ?? null, theirs?.value ?? null];
    if (a === b) return [];
    const secret = mine?.secret === true || theirs?.secret === true;
    return [{ name, in: sideOf(a, b), secret, left: secret ? null : a, right: secret ? null : b }];
  });
}

function byKey({ runtime }: ServiceConfig): Readonly<Record<string, ServiceConfig['runtime'][number]>> {
  return Object.fromEntries(runtime.map((value) => [value.key, value]));
}

function sideOf(left: Json | undefined, right: Json | undefined): Side {
  const [noLeft, noRight] = [left ?? null, right ?? null].map((value) => value === null);
  return noLeft ? 'right' : noRight ? 'left' : 'both';
}

function union(left: object, right: object): string[] {
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].sort();
}
