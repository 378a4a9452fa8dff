import { isObject, type Json, type JsonObject } from '../model/json.ts';
import { pointerKeys } from '../model/value-changes.ts';
import { isSecretName } from './secret-names.ts';
import { parameterOf, parametersOf } from './parameters.ts';
import { subParts } from './sub.ts';
import { functionOf, isList, member, section, walk } from './tree.ts';

/** `{{resolve:secretsmanager:…}}`, `{{resolve:ssm-secure:…}}`: read by CloudFormation where they stand. */
const REFERENCE = /\{\{resolve:(?:secretsmanager|ssm-secure):/;

/** Resources whose attributes can be anything, also a secret. */
const OPAQUE = ['AWS::CloudFormation::CustomResource', 'AWS::CloudFormation::Stack'];

/** True when attributes of a resource of this type can be secret without their name saying so. */
export function mayAnswerSecrets(type: string): boolean {
  return type.startsWith('Custom::') || OPAQUE.includes(type);
}

/** True when anything in a template can be secret: what cannot be followed to its source is not shown then. */
export function holdsSecrets(tree: JsonObject): boolean {
  const parameters = parametersOf({ tree }).some(({ name, noEcho }) => noEcho || isSecretName(name));
  const types = Object.values(section(tree, 'Resources')).map((resource) => member(resource, 'Type'));
  return (
    parameters || types.some((type) => typeof type === 'string' && mayAnswerSecrets(type)) || takesSecret(tree, tree)
  );
}

export interface Place {
  readonly logicalId: string;
  readonly type: string;
  /** JSON pointer below the properties. */
  readonly path: string;
}

/**
 * True when the value at a place can be secret: a NoEcho parameter, a secret reference, an attribute that may be one, or a name beside
 * it that says so. A resource that the template does not have, as a transform makes it, is judged by the whole template.
 */
export function isSecretPlace(tree: JsonObject, { logicalId, type, path }: Place): boolean {
  const resource = member(section(tree, 'Resources'), logicalId);
  if (member(resource, 'Type') !== type) return holdsSecrets(tree);
  let at: Json = section(resource, 'Properties');
  for (const key of pointerKeys(path)) {
    if (isList(at) && at.some(isSecretPair)) return true;
    if (functionOf(at) !== null) break;
    const child: Json | undefined = isList(at) ? at[Number(key)] : member(at, key);
    if (child === undefined) return false;
    at = child;
  }
  return namesSecret(at) || takesSecret(at, tree);
}

/** True when a key in it, or the `Name` of a pair, says that what stands there is secret. */
export function namesSecret(node: Json): boolean {
  let found = false;
  walk(node, [], (value) => {
    found ||= isSecretPair(value) || (isObject(value) && Object.keys(value).some(isSecretName));
  });
  return found;
}

/** `{ Name: DB_PASSWORD, Value: … }` */
function isSecretPair(node: Json): boolean {
  const names = [member(node, 'Name'), member(node, 'Key')];
  return names.some((name) => typeof name === 'string' && isSecretName(name));
}

function takesSecret(node: Json, tree: JsonObject): boolean {
  let found = false;
  walk(node, [], (value) => {
    found ||=
      typeof value === 'string' ? REFERENCE.test(value) : namesIn(value).some((name) => isSecretUse(name, tree));
  });
  return found;
}

/** What a function takes: `Name` or `Name.Attribute`. */
function namesIn(node: Json): string[] {
  const called = functionOf(node);
  if (called === null) return [];
  const { name, argument } = called;
  const first = isList(argument) ? argument[0] : argument;
  if (name === 'Ref' && typeof argument === 'string') return [argument];
  if (name === 'Fn::GetAtt')
    return [(isList(argument) ? argument : [argument]).filter((part) => typeof part === 'string').join('.')];
  if (name !== 'Fn::Sub' || typeof first !== 'string') return [];
  return subParts(first).flatMap((part) => (part.kind === 'name' ? [part.name] : []));
}

function isSecretUse(use: string, tree: JsonObject): boolean {
  const [name = '', ...attribute] = use.split('.');
  if (attribute.length === 0) {
    const parameter = parameterOf({ tree }, name);
    return parameter !== null && (parameter.noEcho || isSecretName(name));
  }
  const type = member(member(section(tree, 'Resources'), name), 'Type');
  return isSecretName(attribute.join('.')) || (typeof type === 'string' && mayAnswerSecrets(type));
}
