import { canonical, type JsonObject } from '../../model/json.ts';
import { ResourceFailure } from './faults.ts';
import { own } from '../record.ts';
import { isCustom, typeSpec } from './spec.ts';

/** Names of the properties that differ, in order. */
export function changedProperties(before: JsonObject, after: JsonObject): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.filter((name) => canonical(before[name] ?? null) !== canonical(after[name] ?? null));
}

/** What changing a property does to a resource; an unknown one is taken to need a new resource. */
export function replacementFor(type: string, property: string): 'yes' | 'no' | 'maybe' {
  const spec = typeSpec(type);
  return (spec && own(spec.properties, property)) ?? 'no';
}

export interface PropertyProblem {
  /** Null: of the properties as a whole. */
  readonly property: string | null;
  readonly text: string;
}

/** Properties that the type does not have, or that it needs and are not there. */
export function propertyProblems(type: string, properties: JsonObject): PropertyProblem[] {
  const spec = isCustom(type) ? null : typeSpec(type);
  if (spec === null || Object.keys(spec.properties).length === 0) return [];
  const unknown = Object.keys(properties).filter((name) => !Object.hasOwn(spec.properties, name));
  const missing = spec.required.filter((name) => !Object.hasOwn(properties, name));
  return [
    ...unknown.map((name) => ({ property: name, text: `#: extraneous key [${name}] is not permitted` })),
    ...missing.map((name) => ({ property: null, text: `#: required key [${name}] not found` })),
  ];
}

/** Throws what the resource handlers answer to such properties. */
export function checkProperties(logicalId: string, type: string, properties: JsonObject): void {
  const problems = propertyProblems(type, properties).map(({ text }) => text);
  if (problems.length === 0) return;
  throw new ResourceFailure(
    `Properties validation failed for resource ${logicalId} with message:\n[${problems.join(', ')}]`,
  );
}
