import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { isObject, type Json } from '../../model/json.ts';
import { didYouMean, invalid } from '../problem.ts';
import type { Template } from '../template.ts';
import { SAM, transformsOf } from '../transforms.ts';
import { member, section } from '../tree.ts';

const LOGICAL_ID = /^[A-Za-z0-9]{1,255}$/;
const RESOURCE_TYPE = /^[A-Za-z0-9]+(::[A-Za-z0-9@_-]+)+$/;
const PARAMETER_TYPE =
  /^(String|Number|CommaDelimitedList|List<(Number|String|AWS::[A-Za-z0-9:]+)>|AWS::[A-Za-z0-9:]+(<.+>)?)$/;

const RESOURCE_KEYS = [
  'Condition',
  'CreationPolicy',
  'DeletionPolicy',
  'DependsOn',
  'Metadata',
  'Properties',
  'Type',
  'UpdatePolicy',
  'UpdateReplacePolicy',
];
const SAM_RESOURCE_KEYS = ['Connectors', 'IgnoreGlobals'];

type Check = (declared: Json, name: string) => readonly [message: string, hint?: string | null] | null;

/** Every parameter, resource and output by itself. */
export function checkEntries(template: Template): Diagnostic[] {
  const keys = transformsOf(template.tree).includes(SAM) ? [...RESOURCE_KEYS, ...SAM_RESOURCE_KEYS] : RESOURCE_KEYS;
  return [
    ...checkSection(template, 'Parameters', [parameterType]),
    ...checkSection(template, 'Resources', [resourceType]),
    ...checkSection(template, 'Outputs', [outputValue]),
    ...unknownResourceKeys(template, keys),
    ...namesTakenTwice(template),
  ];
}

function checkSection(template: Template, name: string, checks: readonly Check[]): Diagnostic[] {
  return Object.entries(section(template.tree, name))
    .filter(([key]) => !key.startsWith('Fn::'))
    .flatMap(([key, declared]) =>
      [logicalId, isMap, ...checks].flatMap((check) => {
        const problem = check(declared, key);
        return problem ? [invalid(template, [name, key], problem[0], problem[1])] : [];
      }),
    );
}

const logicalId: Check = (_declared, name) =>
  LOGICAL_ID.test(name) ? null : [`"${name}" is not a logical id`, 'letters and digits only, at most 255'];

const isMap: Check = (declared, name) => (isObject(declared) || declared === null ? null : [`"${name}" is not a map`]);

const parameterType: Check = (declared, name) => {
  if (!isObject(declared)) return null;
  const type = member(declared, 'Type');
  if (type === undefined) return [`parameter "${name}" has no Type`, 'add "Type: String"'];
  if (typeof type === 'string' && PARAMETER_TYPE.test(type)) return null;
  return [
    `parameter "${name}" has the unknown type ${JSON.stringify(type)}`,
    didYouMean(JSON.stringify(type), ['String', 'Number', 'CommaDelimitedList']),
  ];
};

const resourceType: Check = (declared, name) => {
  if (!isObject(declared)) return null;
  const type = member(declared, 'Type');
  if (type === undefined) return [`resource "${name}" has no Type`];
  if (typeof type === 'string' && RESOURCE_TYPE.test(type)) return null;
  return [`resource "${name}" has the type ${JSON.stringify(type)}`, 'a type looks like AWS::DynamoDB::Table'];
};

const outputValue: Check = (declared, name) => {
  if (!isObject(declared)) return null;
  if (member(declared, 'Value') === undefined) return [`output "${name}" has no Value`];
  const exported = member(declared, 'Export');
  return exported === undefined || member(exported, 'Name') !== undefined
    ? null
    : [`the Export of output "${name}" has no Name`];
};

function unknownResourceKeys(template: Template, allowed: readonly string[]): Diagnostic[] {
  return Object.entries(section(template.tree, 'Resources')).flatMap(([name, declared]) =>
    (isObject(declared) ? Object.keys(declared) : [])
      .filter((key) => !allowed.includes(key) && !key.startsWith('Fn::'))
      .map((key) => {
        const hint = didYouMean(key, allowed) ?? 'properties stand under "Properties"';
        return invalid(template, ['Resources', name, key], `resource "${name}" cannot have "${key}"`, hint);
      }),
  );
}

/** `Ref` does not say which of the two it means. */
function namesTakenTwice(template: Template): Diagnostic[] {
  const parameters = section(template.tree, 'Parameters');
  return Object.keys(section(template.tree, 'Resources'))
    .filter((name) => Object.hasOwn(parameters, name))
    .map((name) => invalid(template, ['Resources', name], `"${name}" is the name of a parameter and of a resource`));
}
