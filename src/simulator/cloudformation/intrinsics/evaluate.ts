import { isObject, type Json, type JsonObject } from '../../../model/json.ts';
import { functionOf, isList, member } from '../../../template/tree.ts';
import { FUNCTIONS } from './functions.ts';
import { isOpen } from './open.ts';
import type { EvaluationScope } from './scope.ts';
import { validationError } from '../faults.ts';

/**
 * Evaluates every function in a value. Undefined is `AWS::NoValue`; inside a map or list it takes its key or item with it.
 * Functions of values that the scope leaves open stay, with everything else in them evaluated.
 */
export function evaluate(node: Json, scope: EvaluationScope): Json | undefined {
  if (typeof node === 'string') return node.includes('{{resolve:') ? scope.resolved(node) : node;
  if (isList(node)) return node.map((item) => evaluate(item, scope)).filter((item) => item !== undefined);
  if (!isObject(node)) return node;
  const call = functionOf(node);
  if (call === null || call.name === 'Condition') return evaluateMap(node, scope);
  const result = call.name === 'Ref' ? reference(call.argument, scope) : apply(call.name, call.argument, scope);
  return typeof result === 'string' && result.includes('{{resolve:') ? scope.resolved(result) : result;
}

/** The same for a map that is expected to stay one: a resource's properties, a section. */
export function evaluateMap(node: JsonObject, scope: EvaluationScope): JsonObject {
  const entries = Object.entries(node).map(([key, value]) => [key, evaluate(value, scope)] as const);
  return Object.fromEntries(entries.filter((entry): entry is [string, Json] => entry[1] !== undefined));
}

/** Text of a value that must be scalar; null while it is open. */
export function evaluateText(node: Json, scope: EvaluationScope, asker: string): string | null {
  const value = evaluate(node, scope) ?? '';
  if (isOpen(value)) return null;
  if (isList(value) || isObject(value)) throw validationError(`Template error: ${asker} must resolve to a string`);
  return String(value);
}

function apply(name: string, argument: Json, scope: EvaluationScope): Json | undefined {
  const apply = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (apply === undefined) {
    const known = ['Ref', ...Object.keys(FUNCTIONS)].join(', ');
    throw validationError(
      `Template error: Encountered unsupported function: ${name} Supported functions are: [${known}]`,
    );
  }
  return apply(argument, scope, evaluate);
}

function reference(argument: Json, scope: EvaluationScope): Json | undefined {
  if (typeof argument !== 'string')
    throw validationError('Template format error: Every Ref object must have a single String value.');
  if (argument === 'AWS::NoValue') return undefined;
  const known = member(scope.pseudo, argument) ?? member(scope.parameters, argument);
  return known ?? scope.reference(argument) ?? { Ref: argument };
}
