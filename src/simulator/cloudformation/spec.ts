import { readSpec, type TypeSpec } from './spec-database.ts';

export type { TypeSpec } from './spec-database.ts';

/** What was asked for is kept: it is constant data. */
const known = new Map<string, TypeSpec | null>();

/** The specification of a type; null for a type that CloudFormation does not know. */
export function typeSpec(type: string): TypeSpec | null {
  const found = known.get(type);
  if (found !== undefined) return found;
  const read = readSpec(type);
  known.set(type, read);
  return read;
}

/** Custom resources have no specification: any property, any attribute. */
export function isCustom(type: string): boolean {
  return type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource';
}
