import { isObject, type Json, type JsonObject } from '../../model/json.ts';
import { leafText } from '../../model/leaves.ts';
import { leafChanges, pointerKeys, type LeafChange } from '../../model/value-changes.ts';
import { functionOf, isList, section } from '../../template/tree.ts';
import type { ChangedValue } from './change-record.ts';
import { referencesIn } from './intrinsics/references.ts';
import type { ResourceRecord } from './records.ts';

/** What stands for a value that only the execution gives. */
const LATER = '{{changeSet:KNOWN_AFTER_APPLY}}';

/**
 * The old and new values below one property. References to other resources are not followed: the new value is known later. NoEcho
 * parameters are not masked, because no document says that they are here.
 */
export function changedValues(current: ResourceRecord, target: ResourceRecord, property: string): ChangedValue[] {
  const [before, after] = [current, target].map(({ definition }) => section(definition, 'Properties')[property]);
  const found = leafChanges(before, after, (value) => functionOf(value) !== null, `/${property}`);
  return found.map((leaf) => changedValue(leaf, current.properties));
}

function changedValue({ path, before, after }: LeafChange, properties: JsonObject): ChangedValue {
  return {
    path,
    before:
      before === undefined ? null : leafText(referencesIn(before).length > 0 ? inForce(properties, path) : before),
    after: after === undefined ? null : referencesIn(after).length > 0 ? LATER : leafText(after),
  };
}

/** What a pointer leads to in what was handed to the service. */
function inForce(properties: JsonObject, path: string): Json {
  let at: Json = properties;
  for (const key of pointerKeys(path)) {
    if (!isObject(at) && !isList(at)) return null;
    at = (isList(at) ? at[Number(key)] : at[key]) ?? null;
  }
  return at;
}
