import { isObject, type Json } from '../../../model/json.ts';
import { isList, member } from '../../../template/tree.ts';
import { validationError } from '../faults.ts';
import { isOpen } from './open.ts';
import type { Evaluate, EvaluationScope } from './scope.ts';

const VARIABLE = /\$\{(!?)([^}]*)\}/g;

/** `Fn::Sub`. `${!Name}` is the text `${Name}`; `${Resource.Attribute}` is GetAtt. */
export function substitute(argument: Json, scope: EvaluationScope, evaluate: Evaluate): Json {
  const [text, own] = isList(argument) ? argument : [argument, {}];
  if (typeof text !== 'string' || !isObject(own ?? {})) {
    throw validationError(
      "Template error: One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify a string as first argument, and an optional second argument to specify a mapping of values to replace in the string",
    );
  }
  const values = new Map<string, Json>();
  for (const name of variablesOf(text)) values.set(name, evaluate(meaning(name, own ?? {}), scope) ?? '');
  if ([...values.values()].some(isOpen)) return { 'Fn::Sub': [text, Object.fromEntries(values)] };
  return text.replaceAll(VARIABLE, (whole, literal: string, name: string) =>
    literal === '!' ? `\${${name}}` : textOf(name, values.get(name.trim())),
  );
}

/** Names between `${` and `}`, literals left out. */
export function variablesOf(text: string): string[] {
  const names = [...text.matchAll(VARIABLE)]
    .filter(([, literal]) => literal === '')
    .map(([, , name]) => (name ?? '').trim());
  return [...new Set(names)];
}

function meaning(name: string, own: Json): Json {
  const mapped = member(own, name);
  if (mapped !== undefined) return mapped;
  const end = name.indexOf('.');
  return end < 0 ? { Ref: name } : { 'Fn::GetAtt': [name.slice(0, end), name.slice(end + 1)] };
}

function textOf(name: string, value: Json | undefined): string {
  if (isList(value) || isObject(value)) {
    throw validationError(`Template error: variable ${name} in Fn::Sub expression does not resolve to a string`);
  }
  return String(value ?? '');
}
