import type { Json } from '../../../model/json.ts';
import { partitionOf } from '../../../model/names.ts';
import { typeSpec } from '../spec.ts';
import type { ResourceRecord } from '../records.ts';
import type { Site } from '../site.ts';
import type { ResourceHandler, ResourceRequest } from './handler.ts';
import { shaped, urlSuffix, type Shape } from './shape.ts';

/** Every type without a shape of its own: it exists in its stack only, its ids follow from the specification. */
export const fallback: ResourceHandler = {
  create: (request) => shaped(shapeOf(request)).create(request),
  update: (request, current) => shaped(shapeOf(request)).update(request, current),
  remove: () => undefined,
};

function shapeOf({ type }: ResourceRequest): Shape {
  const spec = typeSpec(type);
  const name = spec?.identifier ?? null;
  const id = name?.endsWith('Arn') === true ? arnPattern(type) : '{name}';
  const isProperty = name !== null && spec !== null && Object.hasOwn(spec.properties, name);
  return isProperty && id === '{name}' ? { id, name } : { id };
}

function arnPattern(type: string): string {
  const [, service = '', kind = ''] = type.split('::');
  return `arn:{partition}:${service.toLowerCase()}:{region}:{account}:${kind.toLowerCase()}/{name}`;
}

/** A believable value for an attribute that the type's handler does not give. */
export function generatedAttribute(record: ResourceRecord, attribute: string, site: Site): Json {
  const given = record.properties[attribute];
  if (given !== undefined) return given;
  const id = record.physicalId ?? '';
  if (attribute.endsWith('Arn')) return id.startsWith('arn:') ? id : arnFor(record, id, site);
  if (attribute === typeSpec(record.type)?.identifier || attribute === 'Id' || attribute === 'Ref') return id;
  if (attribute.endsWith('Port')) return '443';
  if (/(Endpoint|Url|URL|DomainName|Address)$/.test(attribute)) return hostFor(record, id, site);
  return `${id}-${attribute}`;
}

/** The specification's ARN with the place filled in and the id for whatever names the resource. */
function arnFor({ type }: ResourceRecord, id: string, site: Site): string {
  const place: Readonly<Record<string, string>> = {
    Partition: partitionOf(site.region),
    Region: site.region,
    Account: site.account,
  };
  const [, service = '', kind = ''] = type.split('::');
  const pattern =
    typeSpec(type)?.arn ??
    `arn:\${Partition}:${service.toLowerCase()}:\${Region}:\${Account}:${kind.toLowerCase()}/\${Id}`;
  return pattern.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => place[name] ?? id);
}

function hostFor({ type }: ResourceRecord, id: string, { region }: Site): string {
  const service = (type.split('::')[1] ?? '').toLowerCase();
  const label = id.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  return `${label.slice(0, 63)}.${service}.${region}.${urlSuffix(region)}`;
}
