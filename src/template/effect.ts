import type { Json } from '../model/json.ts';
import { evaluateCondition } from './evaluate.ts';
import type { Scope } from './scope.ts';
import type { Template, TreePath } from './template.ts';
import { eachChild, functionOf, isList, member, type Called } from './tree.ts';

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

/** The path leads to the call. It is one list that changes on the way: who keeps it takes a copy. */
type VisitCall = (called: Called, path: TreePath) => void;

/**
 * Visits every call of a function in a value, but not those in the branch of an `Fn::If` that is known not to be taken:
 * CloudFormation does not look at that one either.
 */
export function walkTaken(node: Json, path: TreePath, template: Template, scope: Scope, visit: VisitCall): void {
  const steps = [...path];
  const into = (child: Json, key: string | number): void => {
    steps.push(key);
    look(child);
    steps.pop();
  };
  const look = (found: Json): void => {
    if (typeof found !== 'object') return;
    const called = functionOf(found);
    if (called) visit(called, steps);
    if (called?.name !== 'Fn::If') return eachChild(found, into);
    steps.push(called.name);
    for (const [index, branch] of branches(called.argument, template, scope)) into(branch, index);
    steps.pop();
  };
  look(node);
}

function branches(argument: Json, template: Template, scope: Scope): [number, Json][] {
  if (!isList(argument)) return [];
  const [name] = argument;
  const holds = typeof name === 'string' ? evaluateCondition(name, scope, template.tree) : null;
  const skipped = holds?.kind === 'known' ? (holds.value === true ? 2 : 1) : 0;
  return [...argument.entries()].filter(([index]) => index > 0 && index !== skipped);
}
