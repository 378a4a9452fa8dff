import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';

/** What the resource specification says of a type, as far as stacks need it. Plain JSON. */
export interface TypeSpec {
  readonly required: readonly string[];
  /** By property: what changing it does to the resource. */
  readonly properties: Readonly<Record<string, 'yes' | 'no' | 'maybe'>>;
  readonly attributes: readonly string[];
  /** Property that holds the tags, and whether it is a map or a list of Key and Value; null when the type has none. */
  readonly tags: { readonly property: string; readonly map: boolean } | null;
  /** Property or attribute that identifies a resource; the first of several. */
  readonly identifier: string | null;
  /** `arn:${Partition}:…` with the names of properties and attributes in it. */
  readonly arn: string | null;
}

type Database = ReturnType<typeof loadAwsServiceSpecSync>;
type Resource = ReturnType<Database['all']>[number] extends infer Entity
  ? Extract<Entity, { cloudFormationType: string }>
  : never;

/** Constant data that takes half a second and 150 MB to read, so it is read when first asked for and kept. */
const database: { loaded?: Database } = {};

/**
 * The specification of a type, from the database of AWS's resource schemas; null for a type that CloudFormation does not know. The
 * build puts a module in place of this one that has what these functions answer, and no database.
 */
export function readSpec(type: string): TypeSpec | null {
  const [resource] = load().lookup('resource', 'cloudFormationType', 'equals', type);
  return resource === undefined || resource.cloudFormationTransform !== undefined ? null : specOf(resource);
}

/** Names of all types that there are. */
export function typeNames(): string[] {
  return resources().map(({ cloudFormationType }) => cloudFormationType);
}

/** The specification of every type. */
export function allSpecs(): Record<string, TypeSpec> {
  return Object.fromEntries(resources().map((resource) => [resource.cloudFormationType, specOf(resource)]));
}

function resources(): Resource[] {
  const all = load().all('resource');
  return all.filter(({ cloudFormationTransform }) => cloudFormationTransform === undefined);
}

function specOf(resource: Resource): TypeSpec {
  const properties = Object.entries(resource.properties);
  const tags = resource.tagInformation;
  return {
    required: properties.filter(([, property]) => property.required === true).map(([name]) => name),
    properties: Object.fromEntries(properties.map(([name, property]) => [name, property.causesReplacement ?? 'no'])),
    attributes: Object.keys(resource.attributes),
    tags: tags === undefined ? null : { property: tags.tagPropertyName, map: tags.variant === 'map' },
    identifier: (resource.cfnRefIdentifier ?? resource.primaryIdentifier)?.[0] ?? null,
    arn: resource.arnTemplate ?? null,
  };
}

function load(): Database {
  return (database.loaded ??= loadAwsServiceSpecSync());
}
