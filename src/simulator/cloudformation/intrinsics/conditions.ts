import type { Json } from '../../../model/json.ts';
import { functionOf, isList, member } from '../../../template/tree.ts';
import { validationError } from '../faults.ts';
import type { Evaluate, EvaluationScope } from './scope.ts';
import { plain } from '../text.ts';

/** Whether a condition of the template holds. Conditions see parameters, pseudo parameters and mappings only. */
export function conditionHolds(name: string, scope: EvaluationScope, evaluate: Evaluate): boolean {
  const condition = member(member(scope.template, 'Conditions'), name);
  if (condition === undefined) throw validationError(`Template error: unresolved condition dependency: ${name}`);
  return holds(condition, scope, evaluate);
}

function holds(node: Json, scope: EvaluationScope, evaluate: Evaluate): boolean {
  const call = functionOf(node);
  if (call === null) return plain(node) === 'true';
  const operands = isList(call.argument) ? call.argument : [call.argument];
  switch (call.name) {
    case 'Condition':
      return conditionHolds(plain(call.argument), scope, evaluate);
    case 'Fn::And':
      return operands.every((operand) => holds(operand, scope, evaluate));
    case 'Fn::Or':
      return operands.some((operand) => holds(operand, scope, evaluate));
    case 'Fn::Not':
      return !holds(operands[0] ?? false, scope, evaluate);
    case 'Fn::Equals': {
      const [left, right] = operands.map((operand) => textOf(evaluate(operand, scope)));
      return left === right;
    }
    default:
      throw validationError('Template format error: Every Conditions member must be a condition function');
  }
}

/** `true` in a template and "true" as a parameter are the same. */
function textOf(value: Json | undefined): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value ?? '');
}
