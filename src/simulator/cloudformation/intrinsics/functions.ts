import { isObject, type Json } from '../../../model/json.ts';
import { functionOf, isList, member } from '../../../template/tree.ts';
import { validationError } from '../faults.ts';
import { cidr } from './cidr.ts';
import { conditionHolds } from './conditions.ts';
import { isOpen } from './open.ts';
import type { Evaluate, EvaluationScope } from './scope.ts';
import { substitute } from './substitute.ts';
import { plain } from '../text.ts';

/** One function: its argument as written, the scope, and evaluation itself. */
type Fn = (argument: Json, scope: EvaluationScope, evaluate: Evaluate) => Json | undefined;

/** Every function by its name. Source: CloudFormation user guide, "Intrinsic function reference". */
export const FUNCTIONS: Readonly<Record<string, Fn>> = {
  'Fn::Base64': closed('Fn::Base64', (value) => Buffer.from(plain(value)).toString('base64')),
  'Fn::Cidr': closed('Fn::Cidr', (value) => cidr(listFor('Fn::Cidr', value))),
  'Fn::FindInMap': findInMap,
  'Fn::GetAtt': getAtt,
  'Fn::GetAZs': closed('Fn::GetAZs', (value, scope) =>
    zones(typeof value === 'string' && value !== '' ? value : scope.region),
  ),
  'Fn::If': conditional,
  'Fn::ImportValue': closed('Fn::ImportValue', (value, scope) => scope.imported(plain(value))),
  'Fn::Join': closed('Fn::Join', join),
  'Fn::Length': closed('Fn::Length', (value) => listFor('Fn::Length', value).length),
  'Fn::Select': select,
  'Fn::Split': closed('Fn::Split', split),
  'Fn::Sub': substitute,
  'Fn::ToJsonString': closed('Fn::ToJsonString', (value) => JSON.stringify(value)),
};

/** A function that needs its whole argument: it stays as it is while any of that is open. */
function closed(name: string, apply: (value: Json, scope: EvaluationScope) => Json): Fn {
  return (argument, scope, evaluate) => {
    const value = evaluate(argument, scope) ?? '';
    return isOpen(value) ? { [name]: value } : apply(value, scope);
  };
}

function join(value: Json): Json {
  const [delimiter, items] = listFor('Fn::Join', value);
  return listFor('Fn::Join', items).map(plain).join(plain(delimiter));
}

function split(value: Json): Json {
  const [delimiter, text] = listFor('Fn::Split', value);
  return plain(text).split(plain(delimiter));
}

/** The list may hold open items, as long as it is a list and the index is known. */
function select(argument: Json, scope: EvaluationScope, evaluate: Evaluate): Json {
  const value = evaluate(argument, scope) ?? [];
  const [index, items] = isList(value) ? value : [];
  if (index === undefined || items === undefined)
    throw validationError('Template error: Fn::Select requires a list of two items');
  if (isOpen(index) || functionOf(items) !== null) return { 'Fn::Select': value };
  const item = listFor('Fn::Select', items)[Number(index)];
  if (item === undefined) {
    throw validationError(`Template error: Fn::Select  cannot select nonexistent value at index ${plain(index)}`);
  }
  return item;
}

function conditional(argument: Json, scope: EvaluationScope, evaluate: Evaluate): Json | undefined {
  const [name, yes, no] = listFor('Fn::If', argument);
  if (typeof name !== 'string' || yes === undefined || no === undefined) {
    throw validationError('Template error: Fn::If requires a list argument with the first element being a condition');
  }
  return evaluate(conditionHolds(name, scope, evaluate) ? yes : no, scope);
}

function findInMap(argument: Json, scope: EvaluationScope, evaluate: Evaluate): Json {
  const keys = listFor('Fn::FindInMap', evaluate(argument, scope) ?? []);
  const [map, top, second, options] = keys;
  const path = [map, top, second].map(plain);
  const found = path.reduce<Json | undefined>(member, member(scope.template, 'Mappings'));
  const value = found ?? member(options, 'DefaultValue');
  if (value === undefined) throw validationError(`Template error: Unable to get mapping for ${path.join('::')}`);
  return value;
}

function getAtt(argument: Json, scope: EvaluationScope, evaluate: Evaluate): Json {
  const [logicalId, name] = isList(argument) ? argument : dotted(plain(argument));
  const attribute = name === undefined ? '' : evaluate(name, scope);
  if (typeof logicalId !== 'string' || typeof attribute !== 'string') {
    throw validationError(
      'Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute',
    );
  }
  return scope.attribute(logicalId, attribute) ?? { 'Fn::GetAtt': [logicalId, attribute] };
}

function dotted(text: string): string[] {
  const end = text.indexOf('.');
  return end < 0 ? [text] : [text.slice(0, end), text.slice(end + 1)];
}

/** Three zones in every region, named a to c. */
function zones(region: string): string[] {
  return ['a', 'b', 'c'].map((letter) => `${region}${letter}`);
}

function listFor(name: string, value: Json | undefined): readonly Json[] {
  if (isList(value)) return value;
  throw validationError(`Template error: ${name} requires a list${isObject(value) ? ', not a map' : ''}`);
}
