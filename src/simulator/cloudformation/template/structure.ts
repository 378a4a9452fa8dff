import { isObject, type Json, type JsonObject } from '../../../model/json.ts';
import { member, section } from '../../../template/tree.ts';
import { validationError } from '../faults.ts';
import { parameterTypeOf } from './parameter-types.ts';
import { plain } from '../text.ts';

const SECTIONS = new Set(
  'AWSTemplateFormatVersion Description Metadata Parameters Rules Mappings Conditions Transform Resources Outputs Hooks'.split(
    ' ',
  ),
);
const RESOURCE_KEYS = new Set(
  'Type Properties Metadata DependsOn Condition CreationPolicy UpdatePolicy DeletionPolicy UpdateReplacePolicy'.split(
    ' ',
  ),
);
const POLICIES = ['Delete', 'Retain', 'RetainExceptOnCreate', 'Snapshot'];
/** Source: CloudFormation user guide, "CloudFormation quotas". */
const LIMITS = { Resources: 500, Parameters: 200, Outputs: 200 } as const;

/** Sections, names, required members and quotas. Source of the rules: user guide, "Template anatomy". */
export function checkStructure(template: JsonObject): void {
  const unknown = Object.keys(template).filter((key) => !SECTIONS.has(key));
  if (unknown.length > 0) throw validationError(`Invalid template property or properties [${unknown.join(', ')}]`);
  const version = member(template, 'AWSTemplateFormatVersion');
  if (version !== undefined && version !== '2010-09-09') {
    throw validationError('Template format error: unsupported value for AWSTemplateFormatVersion.');
  }
  checkCounts(template);
  checkResources(section(template, 'Resources'));
  checkParameters(section(template, 'Parameters'));
  checkOutputs(section(template, 'Outputs'));
}

function checkCounts(template: JsonObject): void {
  if (Object.keys(section(template, 'Resources')).length === 0) {
    throw validationError('Template format error: At least one Resources member must be defined.');
  }
  for (const [name, limit] of Object.entries(LIMITS)) {
    const count = Object.keys(section(template, name)).length;
    if (count > limit) {
      const what = name.toLowerCase();
      throw validationError(
        `Template format error: Number of ${what}, ${String(count)}, is greater than maximum allowed, ${String(limit)}`,
      );
    }
  }
}

function checkResources(resources: JsonObject): void {
  for (const [name, resource] of Object.entries(resources)) {
    if (!/^[A-Za-z0-9]+$/.test(name))
      throw validationError(`Template format error: Resource name ${name} is non alphanumeric.`);
    if (!isObject(resource))
      throw validationError(`Template format error: [/Resources/${name}] resource definition is malformed`);
    if (typeof resource['Type'] !== 'string') {
      throw validationError(
        `Template format error: [/Resources/${name}] Every Resources object must contain a Type member.`,
      );
    }
    const unknown = Object.keys(resource).find((key) => !RESOURCE_KEYS.has(key));
    if (unknown !== undefined) throw validationError(`Invalid template resource property '${unknown}'`);
    const properties = resource['Properties'];
    if (properties !== undefined && !isObject(properties)) {
      throw validationError(
        `Template format error: [/Resources/${name}/Properties] 'null' values are not allowed in templates`,
      );
    }
    checkPolicies(name, resource);
  }
}

function checkPolicies(name: string, resource: JsonObject): void {
  for (const key of ['DeletionPolicy', 'UpdateReplacePolicy']) {
    const policy = resource[key];
    if (policy === undefined || isObject(policy)) continue;
    if (typeof policy !== 'string' || !POLICIES.includes(policy)) {
      throw validationError(`Template format error: Unrecognized ${key} ${plain(policy)} for resource ${name}`);
    }
  }
}

function checkParameters(parameters: JsonObject): void {
  for (const [name, declaration] of Object.entries(parameters)) {
    if (!/^[A-Za-z0-9]+$/.test(name))
      throw validationError(`Template format error: Parameter name ${name} is non alphanumeric.`);
    const type = member(declaration, 'Type');
    if (typeof type !== 'string') {
      throw validationError('Template format error: Every Parameters object must contain a Type member.');
    }
    if (parameterTypeOf(type) === null)
      throw validationError(`Template format error: Unrecognized parameter type: ${type}`);
  }
}

function checkOutputs(outputs: JsonObject): void {
  for (const [name, output] of Object.entries(outputs)) {
    if (!/^[A-Za-z0-9]+$/.test(name))
      throw validationError(`Template format error: Output name ${name} is non alphanumeric.`);
    if (member(output, 'Value') === undefined) {
      throw validationError('Template format error: Every Outputs member must contain a Value object');
    }
    const exported = member(output, 'Export');
    if (exported !== undefined) checkExport(name, exported);
  }
}

function checkExport(name: string, exported: Json): void {
  const exportName = member(exported, 'Name');
  if (exportName === undefined) {
    throw validationError(`Template format error: Output ${name} is malformed. Export must contain a Name field.`);
  }
}
