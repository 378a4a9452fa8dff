import { partitionOf } from '../../model/names.ts';
import { drop, own } from '../record.ts';
import type { Call } from '../service.ts';
import { slice } from '../state.ts';

/** What Parameter Store needs to know of whoever acts: a request's `Call`, or CloudFormation acting for a stack. */
export type Actor = Pick<Call, 'state' | 'account' | 'region' | 'now' | 'principal'>;

/** One account and region: Parameter Store knows nothing beyond it. */
export type Place = Pick<Call, 'state' | 'account' | 'region'>;

export type ParameterType = 'String' | 'StringList' | 'SecureString';
export type ParameterTier = 'Standard' | 'Advanced';

/** One parameter as it is saved. */
export interface Parameter {
  readonly name: string;
  /** Oldest first, at least one, at most 100. */
  versions: ParameterVersion[];
  tags: Record<string, string>;
}

export interface ParameterVersion {
  readonly version: number;
  readonly type: ParameterType;
  /** In the clear, also of a SecureString: the simulator has no keys. */
  readonly value: string;
  /** Milliseconds since 1970. */
  readonly modified: number;
  /** ARN of the writer. */
  readonly user: string;
  readonly description: string | null;
  /** Of a SecureString: as it was given, or `alias/aws/ssm`. */
  readonly keyId: string | null;
  readonly tier: ParameterTier;
  readonly allowedPattern: string | null;
  readonly dataType: string;
  labels: string[];
}

/** Every parameter of one account and region, by name. */
export function parametersOf(place: Place): Record<string, Parameter> {
  const all = slice<Record<string, Record<string, Parameter>>>(place.state, 'ssm', () => ({}));
  return (all[`${place.account}/${place.region}`] ??= {});
}

export function findParameter(place: Place, name: string): Parameter | undefined {
  return own(parametersOf(place), name);
}

/** The version that a read without a version answers. */
export function latest(parameter: Parameter): ParameterVersion {
  const version = parameter.versions.at(-1);
  if (version === undefined) throw new Error(`parameter ${parameter.name} has no version`);
  return version;
}

/** Answers whether there was such a parameter. */
export function deleteParameter(place: Place, name: string): boolean {
  if (findParameter(place, name) === undefined) return false;
  drop(parametersOf(place), name);
  return true;
}

export function parameterArn(place: Omit<Place, 'state'>, name: string): string {
  return `arn:${partitionOf(place.region)}:ssm:${place.region}:${place.account}:parameter${name.startsWith('/') ? '' : '/'}${name}`;
}
