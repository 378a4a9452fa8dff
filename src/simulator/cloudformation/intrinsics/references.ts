import { isObject, type Json } from '../../../model/json.ts';
import { functionOf, isList } from '../../../template/tree.ts';
import { variablesOf } from './substitute.ts';

/** One mention of a resource, parameter or pseudo parameter: `attribute` is null for a Ref. */
export interface Reference {
  readonly name: string;
  readonly attribute: string | null;
}

/** Everything that a piece of a template mentions through Ref, Fn::GetAtt and Fn::Sub, both sides of every Fn::If included. */
export function referencesIn(node: Json): Reference[] {
  if (isList(node)) return node.flatMap(referencesIn);
  if (!isObject(node)) return [];
  const call = functionOf(node);
  if (call?.name === 'Ref' && typeof call.argument === 'string') return [{ name: call.argument, attribute: null }];
  if (call?.name === 'Fn::GetAtt') return attributeIn(call.argument);
  if (call?.name === 'Fn::Sub') return substitutionsIn(call.argument);
  return Object.values(node).flatMap(referencesIn);
}

function attributeIn(argument: Json): Reference[] {
  if (typeof argument === 'string') return [dotted(argument)];
  const [name, attribute] = isList(argument) ? argument : [];
  if (typeof name !== 'string') return [];
  return [{ name, attribute: typeof attribute === 'string' ? attribute : '' }, ...referencesIn(attribute ?? null)];
}

function substitutionsIn(argument: Json): Reference[] {
  const [text, own] = isList(argument) ? argument : [argument, {}];
  if (typeof text !== 'string') return [];
  const mapped = isObject(own) ? own : {};
  const names = variablesOf(text).filter((name) => !Object.hasOwn(mapped, name));
  return [...names.map(dotted), ...referencesIn(mapped)];
}

function dotted(text: string): Reference {
  const end = text.indexOf('.');
  return end < 0 ? { name: text, attribute: null } : { name: text.slice(0, end), attribute: text.slice(end + 1) };
}
