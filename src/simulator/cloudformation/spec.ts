import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';

/** What the resource specification says of a type, as far as stacks need it. */
export interface TypeSpec {
  readonly required: readonly string[];
  /** By property: what changing it does to the resource. */
  readonly properties: ReadonlyMap<string, 'yes' | 'no' | 'maybe'>;
  readonly attributes: readonly string[];
  /** Property that holds the tags, and whether it is a map or a list of Key and Value; null when the type has none. */
  readonly tags: { readonly property: string; readonly map: boolean } | null;
  /** Property or attribute that identifies a resource; the first of several. */
  readonly identifier: string | null;
  /** `arn:${Partition}:…` with the names of properties and attributes in it. */
  readonly arn: string | null;
}

type Database = ReturnType<typeof loadAwsServiceSpecSync>;

/**
 * The database of AWS's resource schemas: constant data that takes half a second and 150 MB to read, so it is read
 * when first asked for and kept; and so is what was asked for.
 */
const database: { loaded?: Database; readonly known: Map<string, TypeSpec | null> } = { known: new Map() };

/** The specification of a type; null for a type that CloudFormation does not know. */
export function typeSpec(type: string): TypeSpec | null {
  const known = database.known.get(type);
  if (known !== undefined) return known;
  const found = readSpec(type);
  database.known.set(type, found);
  return found;
}

function readSpec(type: string): TypeSpec | null {
  database.loaded ??= loadAwsServiceSpecSync();
  const [resource] = database.loaded.lookup('resource', 'cloudFormationType', 'equals', type);
  if (resource === undefined || resource.cloudFormationTransform !== undefined) return null;
  const properties = Object.entries(resource.properties);
  const tags = resource.tagInformation;
  return {
    required: properties.filter(([, property]) => property.required === true).map(([name]) => name),
    properties: new Map(properties.map(([name, property]) => [name, property.causesReplacement ?? 'no'])),
    attributes: Object.keys(resource.attributes),
    tags: tags === undefined ? null : { property: tags.tagPropertyName, map: tags.variant === 'map' },
    identifier: (resource.cfnRefIdentifier ?? resource.primaryIdentifier)?.[0] ?? null,
    arn: resource.arnTemplate ?? null,
  };
}

/** Custom resources have no specification: any property, any attribute. */
export function isCustom(type: string): boolean {
  return type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource';
}
