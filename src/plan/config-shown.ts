import type { SsmParameter } from '../aws/types/account.ts';
import type { ConfigSource, ShownValue } from '../model/config.ts';
import type { Environment, RuntimeValue, Service } from '../model/environment.ts';
import { parameterName } from '../model/names.ts';
import type { Observation } from '../model/observation.ts';
import { isSetByHand } from '../model/written.ts';
import { regionOf } from './sources.ts';

type Observed = Pick<Observation, 'parameters' | 'written'>;

/** The run-time values of a service, declared or not, in every region that it is deployed in; by key, then region. */
export function shownValues(environment: Environment, service: Service, observed: Observed): ShownValue[] {
  const values = service.regions.flatMap((region) => valuesIn(region, environment, service, observed));
  return values.sort((one, other) => compare(one.key, other.key) || compare(one.region, other.region));
}

/** The same without what secrets are. */
export function masked(values: readonly ShownValue[]): ShownValue[] {
  return values.map((value) => (value.secret ? { ...value, value: null } : value));
}

/** The region that stands for all where one is enough: the home region if the service is there, else its first. */
export function firstRegion({ region }: Environment, service: Service): string {
  return regionOf(service, region, region);
}

/** The values of that region. */
export function inFirstRegion(values: readonly ShownValue[], environment: Environment, service: Service): ShownValue[] {
  return values.filter(({ region }) => region === firstRegion(environment, service));
}

function valuesIn(region: string, environment: Environment, service: Service, observed: Observed): ShownValue[] {
  const path = parameterName(environment, service.name, '');
  const there = (observed.parameters[region] ?? []).filter(({ name }) => name.startsWith(path));
  const present = new Map(there.map((parameter) => [parameter.name.slice(path.length), parameter]));
  const declared = new Map(service.runtime.map((value) => [value.key, value]));
  return [...new Set([...present.keys(), ...declared.keys()])].map((key): ShownValue => {
    const now = present.get(key);
    const definition = declared.get(key);
    return {
      name: `${path}${key}`,
      key,
      region,
      value: now?.value ?? null,
      secret: definition?.kind === 'secret' || now?.type === 'SecureString',
      source: now ? sourceOf(definition, isSetByHand(now, observed.written[`${region}:${now.name}`]), now) : 'missing',
      version: now?.version ?? null,
    };
  });
}

function sourceOf(
  definition: RuntimeValue | undefined,
  byHand: boolean,
  { type }: Pick<SsmParameter, 'type'>,
): ConfigSource {
  if (definition?.kind === 'owned') return 'definition';
  if (byHand || type === 'SecureString' || definition?.kind === 'secret') return 'hand';
  return definition ? 'default' : 'definition';
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
