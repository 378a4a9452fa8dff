import type { Json, JsonObject } from '../../../model/json.ts';
import { partitionOf } from '../../../model/names.ts';
import { own } from '../../record.ts';
import { findExport, importedBy } from '../exports.ts';
import { resolveDynamic } from '../intrinsics/dynamic.ts';
import type { EvaluationScope } from '../intrinsics/scope.ts';
import type { StackConfig } from '../records.ts';
import { generatedAttribute } from '../resources/fallback.ts';
import { urlSuffix } from '../resources/shape.ts';
import type { Site } from '../site.ts';
import type { StackRecord } from '../stack-record.ts';
import { parameterScope } from '../template/parameters.ts';

/**
 * Everything but resources: parameters, conditions, mappings, imports and dynamic references. References to resources stay
 * open, and so do imports of what nothing exports: they fail the operation when it begins, not its preparation.
 */
export function planScope(
  stack: { readonly id: string; readonly name: string },
  config: StackConfig,
  site: Site,
): EvaluationScope {
  return {
    template: config.template,
    parameters: parameterScope(config),
    pseudo: pseudoParameters(stack, config, site),
    region: site.region,
    reference: () => undefined,
    attribute: () => undefined,
    imported: (name) => findExport(name, site)?.value ?? { 'Fn::ImportValue': name },
    resolved: (text) => resolveDynamic(text, site),
  };
}

/** The same with the stack's resources as they are now. */
export function liveScope(stack: StackRecord, site: Site): EvaluationScope {
  return {
    ...planScope(stack, stack.config, site),
    imported: (name) => importedBy(stack, name, site),
    reference: (logicalId) => own(stack.resources, logicalId)?.physicalId ?? undefined,
    attribute: (logicalId, name) => attributeOf(stack, logicalId, name, site),
  };
}

function attributeOf(stack: StackRecord, logicalId: string, name: string, site: Site): Json | undefined {
  const resource = own(stack.resources, logicalId);
  if (resource?.physicalId === undefined || resource.physicalId === null) return undefined;
  return own(resource.attributes, name) ?? generatedAttribute(resource, name, site);
}

/** Source: user guide, "Pseudo parameters reference". */
function pseudoParameters(
  stack: { readonly id: string; readonly name: string },
  config: StackConfig,
  site: Site,
): JsonObject {
  return {
    'AWS::AccountId': site.account,
    'AWS::NotificationARNs': config.notificationArns,
    'AWS::Partition': partitionOf(site.region),
    'AWS::Region': site.region,
    'AWS::StackId': stack.id,
    'AWS::StackName': stack.name,
    'AWS::URLSuffix': urlSuffix(site.region),
  };
}
