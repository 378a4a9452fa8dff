import type { JsonObject } from '../../../model/json.ts';
import { section } from '../../../template/tree.ts';
import { validationError } from '../faults.ts';
import { referencesIn, type Reference } from '../intrinsics/references.ts';
import { isCustom, typeSpec } from '../spec.ts';
import { plain } from '../text.ts';

/** Every type exists, and has the attributes that the template asks it for. */
export function checkTypes(template: JsonObject): void {
  const resources = section(template, 'Resources');
  const types = new Map(Object.keys(resources).map((name) => [name, plain(section(resources, name)['Type'])]));
  const unknown = [...new Set(types.values())].filter((type) => !isCustom(type) && typeSpec(type) === null);
  if (unknown.length > 0)
    throw validationError(`Template format error: Unrecognized resource types: [${unknown.sort().join(', ')}]`);
  for (const reference of referencesIn([resources, section(template, 'Outputs')])) {
    const type = types.get(reference.name);
    if (type !== undefined) checkAttribute(reference, type);
  }
}

function checkAttribute({ name, attribute }: Reference, type: string): void {
  if (attribute === null || attribute === '' || isCustom(type) || hasAttribute(type, attribute)) return;
  throw validationError(`Template error: resource ${name} does not support attribute type ${attribute} in Fn::GetAtt`);
}

/** Attributes that are not in the specification: outputs of a nested stack and the data of a wait condition. */
function hasAttribute(type: string, attribute: string): boolean {
  if (type === 'AWS::CloudFormation::Stack') return attribute.startsWith('Outputs.');
  return typeSpec(type)?.attributes.includes(attribute) ?? false;
}
