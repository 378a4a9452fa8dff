import type { SsmParameter } from '../aws/types/account.ts';
import type { ConfigChange, ConfigTarget } from '../model/config.ts';
import type { Environment } from '../model/environment.ts';
import { parameterName } from '../model/names.ts';
import type { Observation } from '../model/observation.ts';

/** One parameter to write or to remove. The only thing beside the gateways that ever holds a secret: it is never shown. */
export type ConfigStep = ConfigWrite | ConfigRemoval;

interface Place extends Omit<ConfigChange, 'action' | 'version'> {
  /** When the service is to see it; null: nobody said. */
  readonly apply: ConfigTarget['apply'];
}

export interface ConfigWrite extends Place {
  readonly action: 'create' | 'update';
  readonly value: string;
  readonly type: SsmParameter['type'];
  readonly kmsKey: string | null;
}

export interface ConfigRemoval extends Place {
  readonly action: 'delete';
}

export interface WantedValue {
  readonly target: ConfigTarget;
  readonly value: string;
}

/** What has to be written so that every region of each service has the value; what is there already is left alone. */
export function planWrites(
  environment: Environment,
  wanted: readonly WantedValue[],
  parameters: Observation['parameters'],
): ConfigWrite[] {
  return wanted.flatMap(({ target, value }) =>
    target.regions.flatMap((region): ConfigWrite[] => {
      const now = find(environment, target, region, parameters);
      const type = typeFor(target, now);
      if (now?.value === value && now.type === type) return [];
      const place = placeOf(environment, target, region, type === 'SecureString');
      return [{ ...place, action: now ? 'update' : 'create', value, type, kmsKey: target.kmsKey }];
    }),
  );
}

/** What has to be removed so that nothing is left under these names. */
export function planRemovals(
  environment: Environment,
  targets: readonly ConfigTarget[],
  parameters: Observation['parameters'],
): ConfigRemoval[] {
  return targets.flatMap((target) =>
    target.regions.flatMap((region): ConfigRemoval[] => {
      const now = find(environment, target, region, parameters);
      if (!now) return [];
      const secret = target.kind === 'secret' || now.type === 'SecureString';
      return [{ ...placeOf(environment, target, region, secret), action: 'delete' }];
    }),
  );
}

/** What was encrypted once stays encrypted, whoever has forgotten to declare it. */
function typeFor({ type }: ConfigTarget, now: SsmParameter | undefined): SsmParameter['type'] {
  return now?.type === 'SecureString' ? 'SecureString' : type;
}

function find(
  environment: Environment,
  { service, key }: ConfigTarget,
  region: string,
  parameters: Observation['parameters'],
): SsmParameter | undefined {
  const wanted = parameterName(environment, service, key);
  return parameters[region]?.find(({ name }) => name === wanted);
}

function placeOf(environment: Environment, target: ConfigTarget, region: string, secret: boolean): Place {
  const { service, key, apply } = target;
  return { service, key, apply, name: parameterName(environment, service, key), region, secret };
}
