import type { Json, JsonObject } from '../../../model/json.ts';
import { isList, member } from '../../../template/tree.ts';
import type { ResourceRecord } from '../records.ts';
import type { ResourceRequest } from '../resources/handler.ts';
import { typeSpec } from '../spec.ts';
import type { Site } from '../site.ts';
import type { StackRecord } from '../stack-record.ts';
import { plain } from '../text.ts';

/** What a type's handler is told of a resource of this stack. */
export function requestFor(stack: StackRecord, resource: ResourceRecord, site: Site): ResourceRequest {
  return {
    site,
    stackId: stack.id,
    stackName: stack.name,
    principal: stack.role ?? `arn:aws:iam::${site.account}:root`,
    logicalId: resource.logicalId,
    type: resource.type,
    properties: resource.properties,
    tags: { ...resource.tags, ...ownTags(resource), ...systemTags(stack, resource) },
  };
}

/** Source: user guide, "Resource tag": stack tags are handed on to every resource that can have tags. */
function systemTags(stack: StackRecord, resource: ResourceRecord): Record<string, string> {
  return {
    'aws:cloudformation:stack-name': stack.name,
    'aws:cloudformation:stack-id': stack.id,
    'aws:cloudformation:logical-id': resource.logicalId,
  };
}

function ownTags({ type, properties }: ResourceRecord): Record<string, string> {
  const tags = typeSpec(type)?.tags;
  const value: Json | undefined = tags === undefined || tags === null ? undefined : properties[tags.property];
  if (isList(value))
    return Object.fromEntries(value.map((tag) => [plain(member(tag, 'Key')), plain(member(tag, 'Value'))]));
  const map: JsonObject = typeof value === 'object' && value !== null && !isList(value) ? value : {};
  return Object.fromEntries(Object.entries(map).map(([key, item]) => [key, plain(item)]));
}
