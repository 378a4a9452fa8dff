import { isObject, type Json } from '../model/json.ts';
import { evaluateCondition } from './evaluate.ts';
import type { Scope } from './scope.ts';
import type { Template, TreePath } from './template.ts';
import { functionOf, isList, member } from './tree.ts';

type Visit = (node: Json, path: TreePath) => void;

/** False only for a resource or output whose condition is known not to hold. */
export function takesEffect(entry: Json, template: Template, scope: Scope): boolean {
  return effectOf(entry, template, scope) !== 'none';
}

/** `open`: nobody can tell yet whether the condition of a resource or output holds. */
export function effectOf(entry: Json, template: Template, scope: Scope): 'sure' | 'open' | 'none' {
  const condition = member(entry, 'Condition');
  if (typeof condition !== 'string') return 'sure';
  const holds = evaluateCondition(condition, scope, template.tree);
  if (holds.kind !== 'known') return 'open';
  return holds.value === true ? 'sure' : 'none';
}

/**
 * Visits a value and everything in it, but not the branch of an `Fn::If` that is known not to be taken: CloudFormation
 * does not look at that one either.
 */
export function walkTaken(node: Json, path: TreePath, template: Template, scope: Scope, visit: Visit): void {
  visit(node, path);
  const called = functionOf(node);
  const children = called?.name === 'Fn::If' ? branches(called.argument, template, scope) : childrenOf(node);
  const base = called?.name === 'Fn::If' ? [...path, called.name] : path;
  for (const [key, child] of children) walkTaken(child, [...base, key], template, scope, visit);
}

function branches(argument: Json, template: Template, scope: Scope): [number, Json][] {
  if (!isList(argument)) return [];
  const [name] = argument;
  const holds = typeof name === 'string' ? evaluateCondition(name, scope, template.tree) : null;
  const skipped = holds?.kind === 'known' ? (holds.value === true ? 2 : 1) : 0;
  return [...argument.entries()].filter(([index]) => index > 0 && index !== skipped);
}

function childrenOf(node: Json): [string | number, Json][] {
  if (isList(node)) return [...node.entries()];
  return isObject(node) ? Object.entries(node) : [];
}
