import type { Json, JsonObject } from '../../../model/json.ts';

/** What a drift detection found of one stack. */
export interface DriftRecord {
  readonly id: string;
  readonly stackId: string;
  /** Milliseconds since 1970. */
  readonly started: number;
  /** Null while it is under way. */
  resources: readonly ResourceDrift[] | null;
}

export interface ResourceDrift {
  readonly logicalId: string;
  readonly physicalId: string | null;
  readonly type: string;
  readonly status: 'IN_SYNC' | 'MODIFIED' | 'DELETED' | 'NOT_CHECKED';
  readonly expected: JsonObject;
  readonly actual: JsonObject | null;
  readonly differences: readonly PropertyDrift[];
}

export interface PropertyDrift {
  /** JSON pointer: `/VersioningConfiguration/Status`. */
  readonly path: string;
  readonly kind: 'ADD' | 'REMOVE' | 'NOT_EQUAL';
  readonly expected: Json;
  readonly actual: Json;
}

/** As CloudFormation calls it. Types that it cannot read count for nothing. */
export function stackDrift(resources: readonly ResourceDrift[]): 'DRIFTED' | 'IN_SYNC' {
  return resources.some(isDrifted) ? 'DRIFTED' : 'IN_SYNC';
}

export function isDrifted({ status }: ResourceDrift): boolean {
  return status === 'MODIFIED' || status === 'DELETED';
}
