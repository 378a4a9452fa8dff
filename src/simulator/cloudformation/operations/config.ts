import { itemsOf, tagsOf, textOf, textsOf, type Input } from '../../input.ts';
import { wantedResources } from '../engine/definitions.ts';
import { planScope } from '../engine/scopes.ts';
import { validationError } from '../faults.ts';
import type { ResourceRecord, StackConfig } from '../records.ts';
import { checkRole } from '../role.ts';
import type { Site } from '../site.ts';
import type { StackRecord } from '../stack-record.ts';
import { checkCapabilities } from '../template/capabilities.ts';
import { requestParameters } from '../template/parameters.ts';
import { requestTemplate } from '../template/read.ts';
import { presentResource } from '../changes.ts';

/** What a create, update or change set asks for, after every check that AWS answers at once. */
export function requestConfig(input: Input, site: Site, current: StackConfig | null): StackConfig {
  const { body, template } = requestTemplate(input, site, current);
  const capabilities = textsOf(input, 'Capabilities');
  const parameters = requestParameters(input, template, current, site);
  checkCapabilities(template, capabilities);
  const tags = input['Tags'] === undefined && current !== null ? current.tags : requestTags(input);
  const given = input['NotificationARNs'] !== undefined || current === null;
  const notificationArns = given ? textsOf(input, 'NotificationARNs') : current.notificationArns;
  return { body, template, parameters, tags, capabilities, notificationArns };
}

/** The service role that a request names, checked; else the one that the stack has. */
export function requestRole(input: Input, site: Site, current: string | null): string | null {
  const role = textOf(input, 'RoleARN');
  if (role !== null) checkRole(role, site);
  return role ?? current;
}

/** Throws for what shows only once conditions are known, and for resources that change their type. */
export function checkWanted(stack: StackRecord, config: StackConfig, site: Site): void {
  const wanted = wantedResources(planScope(stack, config, site), config.tags);
  const retyped = Object.values(wanted).filter((target) => isRetyped(presentResource(stack, target.logicalId), target));
  if (retyped.length === 0) return;
  const names = retyped.map(({ logicalId }) => logicalId).join(', ');
  throw validationError(
    `Update of resource type is not permitted. The new template modifies resource type of the following resources: [${names}]`,
  );
}

function isRetyped(current: ResourceRecord | null, target: ResourceRecord): boolean {
  return current !== null && current.type !== target.type;
}

function requestTags(input: Input): Record<string, string> {
  if (itemsOf(input, 'Tags').length > 50) throw validationError('Number of tags exceeds the maximum of 50.');
  const tags = tagsOf(input, 'Tags');
  if (Object.keys(tags).some((key) => key.toLowerCase().startsWith('aws:'))) {
    throw validationError('aws: prefixed tag key names are not allowed for external use.');
  }
  return tags;
}
