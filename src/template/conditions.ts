import { canonical, isObject, type Json } from '../model/json.ts';
import { known, unknown, whyNot, type Evaluation } from './evaluation.ts';
import type { Context, Intrinsic } from './intrinsic.ts';
import { isList } from './tree.ts';

const equals: Intrinsic = (argument, context) => {
  if (!isList(argument) || argument.length !== 2) return unknown('a malformed Fn::Equals');
  const sides = argument.map((side) => context.evaluate(side));
  const [left, right] = sides;
  if (left?.kind !== 'known' || right?.kind !== 'known') return whyNot(sides, 'Fn::Equals of AWS::NoValue');
  return known(canonical(asText(left.value)) === canonical(asText(right.value)));
};

/** CloudFormation compares text: `1` equals `"1"`, `true` equals `"true"`. */
function asText(value: Json): Json {
  if (isList(value)) return value.map(asText);
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, asText(inner)]));
  return value === null ? null : String(value);
}

/** And and Or: one known operand that settles it is enough. */
function junction(settling: boolean): Intrinsic {
  return (argument, context) => {
    if (!isList(argument)) return unknown('a malformed condition');
    const operands = argument.map((operand) => truth(operand, context));
    if (operands.some((operand) => operand.kind === 'known' && operand.value === settling)) return known(settling);
    return operands.every((operand) => operand.kind === 'known')
      ? known(!settling)
      : whyNot(operands, 'a malformed condition');
  };
}

const not: Intrinsic = (argument, context) => {
  const operand = truth(isList(argument) ? argument[0] : argument, context);
  return operand.kind === 'known' ? known(operand.value !== true) : operand;
};

const condition: Intrinsic = (argument, context) => truth({ Condition: argument }, context);

const choose: Intrinsic = (argument, context) => {
  if (!isList(argument)) return unknown('a malformed Fn::If');
  const [name, then = null, otherwise = null] = argument;
  const holds = typeof name === 'string' ? truth({ Condition: name }, context) : unknown('a malformed Fn::If');
  if (holds.kind === 'known') return context.evaluate(holds.value === true ? then : otherwise);
  const branches = [context.evaluate(then), context.evaluate(otherwise)] as const;
  return sameValue(...branches) ? branches[0] : whyNot([holds], 'a malformed Fn::If');
};

function sameValue(left: Evaluation, right: Evaluation): boolean {
  if (left.kind === 'absent') return right.kind === 'absent';
  return left.kind === 'known' && right.kind === 'known' && canonical(left.value) === canonical(right.value);
}

/** True, false or unknown. */
function truth(operand: Json | undefined, context: Context): Evaluation {
  const name = isObject(operand) ? operand['Condition'] : undefined;
  const evaluation = typeof name === 'string' ? context.condition(name) : context.evaluate(operand ?? null);
  if (evaluation.kind !== 'known') return whyNot([evaluation], 'a malformed condition');
  if (evaluation.value === true || evaluation.value === 'true') return known(true);
  return evaluation.value === false || evaluation.value === 'false' ? known(false) : unknown('a malformed condition');
}

/** What stands in the section `Conditions`, and `Fn::If`, which asks it. */
export const CONDITION_FUNCTIONS: Readonly<Record<string, Intrinsic>> = {
  Condition: condition,
  'Fn::Equals': equals,
  'Fn::And': junction(false),
  'Fn::Or': junction(true),
  'Fn::Not': not,
  'Fn::If': choose,
};
