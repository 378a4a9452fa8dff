import { isObject, type Json, type JsonObject } from '../model/json.ts';
import { CONDITION_FUNCTIONS } from './conditions.ts';
import { collect, known, unknown, type Evaluation } from './evaluation.ts';
import { VALUE_FUNCTIONS } from './functions.ts';
import type { Context, Intrinsic } from './intrinsic.ts';
import type { Scope } from './scope.ts';
import { functionOf, isList, member, section } from './tree.ts';

const INTRINSICS = new Map<string, Intrinsic>([
  ...Object.entries(VALUE_FUNCTIONS),
  ...Object.entries(CONDITION_FUNCTIONS),
]);

/** The value of a part of the template `tree`, as far as `scope` can tell. Never throws, whatever the part looks like. */
export function evaluate(node: Json, scope: Scope, tree: JsonObject): Evaluation {
  return contextOf(scope, tree, new Set()).evaluate(node);
}

/** Whether a condition of the template `tree` holds: known true or false, or unknown. */
export function evaluateCondition(name: string, scope: Scope, tree: JsonObject): Evaluation {
  return contextOf(scope, tree, new Set()).condition(name);
}

/** `open` are the conditions that are being evaluated: one that needs itself stays unknown. */
function contextOf(scope: Scope, tree: JsonObject, open: ReadonlySet<string>): Context {
  const context: Context = {
    scope,
    tree,
    evaluate: (node) => evaluateNode(node, context),
    condition: (name) => {
      const body = member(section(tree, 'Conditions'), name);
      if (body === undefined || open.has(name)) return unknown(`condition ${name}`);
      const evaluation = contextOf(scope, tree, new Set([...open, name])).evaluate(body);
      return evaluation.kind === 'known' && typeof evaluation.value !== 'boolean'
        ? unknown(`condition ${name}`)
        : evaluation;
    },
  };
  return context;
}

function evaluateNode(node: Json, context: Context): Evaluation {
  if (typeof node === 'string') return node.includes('{{resolve:') ? unknown('a dynamic reference') : known(node);
  if (isList(node)) return evaluateList(node, context);
  if (!isObject(node)) return known(node);
  const called = functionOf(node);
  if (!called || isPlainCondition(called, context)) return evaluateMap(node, context);
  const intrinsic = INTRINSICS.get(called.name);
  return intrinsic ? intrinsic(called.argument, context) : unknown(called.name);
}

/** A map whose only key is `Condition`, as in a policy, is no function unless it names a condition of the template. */
function isPlainCondition(called: { name: string; argument: Json }, context: Context): boolean {
  if (called.name !== 'Condition') return false;
  return typeof called.argument !== 'string' || !Object.hasOwn(section(context.tree, 'Conditions'), called.argument);
}

function evaluateList(items: readonly Json[], context: Context): Evaluation {
  const collected = collect(items.map((item, index) => [index, context.evaluate(item)] as const));
  return 'because' in collected ? unknown(...collected.because) : known(collected.entries.map(([, value]) => value));
}

function evaluateMap(node: JsonObject, context: Context): Evaluation {
  const expanded = Object.keys(node).find((key) => key === 'Fn::Transform' || key.startsWith('Fn::ForEach::'));
  if (expanded !== undefined) return unknown(expanded);
  const collected = collect(Object.entries(node).map(([key, value]) => [key, context.evaluate(value)] as const));
  return 'because' in collected ? unknown(...collected.because) : known(Object.fromEntries(collected.entries));
}
