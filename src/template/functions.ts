import { isObject, type Json, type JsonObject } from '../model/json.ts';
import { known, listOf, textOf, unknown, whyNot, type Evaluation } from './evaluation.ts';
import type { Context, Intrinsic } from './intrinsic.ts';
import { evaluateRef } from './references.ts';
import { subParts } from './sub.ts';
import { isList, member, section } from './tree.ts';

const ref: Intrinsic = (argument, context) =>
  typeof argument === 'string' ? evaluateRef(argument, context) : unknown('a malformed Ref');

const getAtt: Intrinsic = (argument, context) => {
  const parts = typeof argument === 'string' ? argument.split('.') : isList(argument) ? argument : [];
  const [logicalId, ...rest] = parts.map((part) => textOf(context.evaluate(part)));
  const attribute = rest.join('.');
  if (typeof logicalId !== 'string' || attribute === '') return unknown('a malformed Fn::GetAtt');
  return unknown(`${logicalId}.${attribute}`);
};

const importValue: Intrinsic = (argument, context) => {
  const evaluation = context.evaluate(argument);
  const name = textOf(evaluation);
  return name === null ? whyNot([evaluation], 'a malformed Fn::ImportValue') : unknown(`import ${name}`);
};

const sub: Intrinsic = (argument, context) => {
  const [text, variables] = isList(argument) ? argument : [argument];
  if (typeof text !== 'string') return unknown('a malformed Fn::Sub');
  if (text.includes('{{resolve:')) return unknown('a dynamic reference');
  const own = isObject(variables) ? variables : {};
  return concatenate(
    subParts(text).map((part) => (part.kind === 'text' ? known(part.text) : placeholder(part.name, own, context))),
    '',
    'a malformed Fn::Sub',
  );
};

function placeholder(name: string, variables: JsonObject, context: Context): Evaluation {
  const variable = member(variables, name);
  if (variable !== undefined) return context.evaluate(variable);
  return name.includes('.') ? getAtt(name, context) : evaluateRef(name, context);
}

function concatenate(evaluations: readonly Evaluation[], delimiter: string, malformed: string): Evaluation {
  const texts = evaluations.map(textOf);
  return texts.every((text) => text !== null) ? known(texts.join(delimiter)) : whyNot(evaluations, malformed);
}

const join: Intrinsic = (argument, context) => {
  const [delimiter, items] = isList(argument) ? argument : [];
  if (typeof delimiter !== 'string' || items === undefined) return unknown('a malformed Fn::Join');
  const list = context.evaluate(items);
  const values = listOf(list);
  return values
    ? concatenate(values.map(known), delimiter, 'a malformed Fn::Join')
    : whyNot([list], 'a malformed Fn::Join');
};

/** Only the item that is asked for has to be known. */
const select: Intrinsic = (argument, context) => {
  const [index, items] = isList(argument) ? argument : [];
  if (index === undefined || items === undefined) return unknown('a malformed Fn::Select');
  const position = context.evaluate(index);
  const text = textOf(position);
  if (text === null || !/^\d+$/.test(text)) return whyNot([position], 'a malformed Fn::Select');
  if (isList(items)) return selected(items, Number(text), context.evaluate);
  const list = context.evaluate(items);
  const values = listOf(list);
  return values ? selected(values, Number(text), known) : whyNot([list], 'a malformed Fn::Select');
};

function selected(items: readonly Json[], index: number, evaluate: (item: Json) => Evaluation): Evaluation {
  const item = items[index];
  return item === undefined ? unknown(`item ${index} of a list of ${items.length}`) : evaluate(item);
}

const split: Intrinsic = (argument, context) => {
  const [delimiter, source] = isList(argument) ? argument : [];
  if (typeof delimiter !== 'string' || delimiter === '' || source === undefined)
    return unknown('a malformed Fn::Split');
  const evaluation = context.evaluate(source);
  const text = textOf(evaluation);
  return text === null ? whyNot([evaluation], 'a malformed Fn::Split') : known(text.split(delimiter));
};

const findInMap: Intrinsic = (argument, context) => {
  if (!isList(argument) || argument.length < 3) return unknown('a malformed Fn::FindInMap');
  const keys = argument.slice(0, 3).map((key) => context.evaluate(key));
  const [map, first, second] = keys.map(textOf);
  if (typeof map !== 'string' || typeof first !== 'string' || typeof second !== 'string')
    return whyNot(keys, 'a malformed Fn::FindInMap');
  const value = member(member(section(context.tree, 'Mappings')[map], first), second);
  if (value !== undefined) return known(value);
  const fallback = member(argument[3], 'DefaultValue');
  return fallback === undefined ? unknown(`mapping ${map}.${first}.${second}`) : context.evaluate(fallback);
};

const base64: Intrinsic = (argument, context) => {
  const evaluation = context.evaluate(argument);
  const text = textOf(evaluation);
  return text === null
    ? whyNot([evaluation], 'a malformed Fn::Base64')
    : known(Buffer.from(text, 'utf8').toString('base64'));
};

const length: Intrinsic = (argument, context) => {
  const evaluation = context.evaluate(argument);
  const values = listOf(evaluation);
  return values ? known(values.length) : whyNot([evaluation], 'a malformed Fn::Length');
};

/** The functions that can be answered without AWS. `Fn::Cidr`, `Fn::GetAZs`, `Fn::Transform` and the rest stay unknown. */
export const VALUE_FUNCTIONS: Readonly<Record<string, Intrinsic>> = {
  Ref: ref,
  'Fn::GetAtt': getAtt,
  'Fn::ImportValue': importValue,
  'Fn::Sub': sub,
  'Fn::Join': join,
  'Fn::Select': select,
  'Fn::Split': split,
  'Fn::FindInMap': findInMap,
  'Fn::Base64': base64,
  'Fn::Length': length,
};
