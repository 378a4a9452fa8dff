import { canonical, isObject, type Json } from '../../../model/json.ts';
import { plain } from '../text.ts';
import { actualProperties } from '../resources/actual.ts';
import type { ResourceRecord } from '../records.ts';
import type { Site } from '../site.ts';
import type { StackRecord } from '../stack-record.ts';
import type { PropertyDrift, ResourceDrift } from './record.ts';

/** Compares a stack's resources with what is there now. Source: user guide, "Detect unmanaged configuration changes". */
export function driftOf(stack: StackRecord, site: Site): ResourceDrift[] {
  return Object.values(stack.resources)
    .filter(({ physicalId }) => physicalId !== null)
    .map((resource) => resourceDrift(resource, site));
}

function resourceDrift(resource: ResourceRecord, site: Site): ResourceDrift {
  const { logicalId, physicalId, type, properties: expected } = resource;
  const actual = actualProperties(resource, site);
  const about = { logicalId, physicalId, type, expected, actual: actual ?? null, differences: [] };
  if (actual === undefined) return { ...about, status: 'NOT_CHECKED' };
  if (actual === null) return { ...about, status: 'DELETED' };
  // Only what the template sets is compared; defaults of the service are its own business.
  const read = Object.keys(expected).filter((name) => Object.hasOwn(actual, name));
  const differences = read.flatMap((name) => different(`/${name}`, expected[name] ?? null, actual[name] ?? null));
  return { ...about, differences, status: differences.length > 0 ? 'MODIFIED' : 'IN_SYNC' };
}

function different(path: string, expected: Json, actual: Json): PropertyDrift[] {
  if (isObject(expected) && isObject(actual)) {
    return Object.keys(expected).flatMap((key) =>
      different(`${path}/${key}`, expected[key] ?? null, actual[key] ?? null),
    );
  }
  if (same(expected, actual)) return [];
  return [{ path, kind: actual === null ? 'REMOVE' : 'NOT_EQUAL', expected, actual }];
}

/** A template may write `"true"` for true and `"3600"` for 3600. */
function same(expected: Json, actual: Json): boolean {
  if (typeof expected === 'object' || typeof actual === 'object') return canonical(expected) === canonical(actual);
  return plain(expected) === plain(actual);
}
