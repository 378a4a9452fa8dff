import { diagnostic, type Diagnostic, type Position } from '../diagnostics/diagnostic.ts';
import { givenAt } from '../diagnostics/given-at.ts';
import { evaluateExpression, type Expression, type Located } from '../model/expression.ts';
import { brokenConstraint } from './constraints.ts';
import { isSsmValueType, parametersOf, type Parameter } from './parameters.ts';
import { didYouMean } from './problem.ts';
import type { Template } from './template.ts';
import { section } from './tree.ts';

type Given = Readonly<Record<string, Located<Expression>>>;

/**
 * The parameters that a definition gives a service, against those that its template declares: `DefinitionInvalid` for
 * names that it does not have, values that it does not allow (as far as they are known) and values that are missing.
 * `service` is where the service stands in the definition: what is missing is reported there; null: nothing is.
 */
export function checkParameters(template: Template, given: Given, service: Position | null): Diagnostic[] {
  const parameters = parametersOf(template);
  return [
    ...unknownNames(parameters, given),
    ...parameters.flatMap((parameter) =>
      Object.hasOwn(given, parameter.name) ? wrongValue(template, parameter, given) : missing(parameter, service),
    ),
  ];
}

function unknownNames(parameters: readonly Parameter[], given: Given): Diagnostic[] {
  const names = parameters.map(({ name }) => name);
  const known = names.length === 0 ? 'it has no parameters' : `it has ${names.join(', ')}`;
  return Object.entries(given)
    .filter(([name]) => !names.includes(name))
    .map(([name, { at }]) =>
      diagnostic('DefinitionInvalid', `the template has no parameter "${name}"`, {
        at,
        hint: didYouMean(name, names) ?? known,
      }),
    );
}

function missing(parameter: Parameter, at: Position | null): Diagnostic[] {
  if (at === null || parameter.default !== null) return [];
  const message = `parameter "${parameter.name}" of the template has no default and is given no value`;
  return [
    diagnostic('DefinitionInvalid', message, { at, hint: `add ${parameter.name} to the parameters of the service` }),
  ];
}

/** The value of a parameter that names another in SSM is judged by CloudFormation, and so is what is known only later. */
function wrongValue(template: Template, parameter: Parameter, given: Given): Diagnostic[] {
  const located = given[parameter.name];
  const value = located ? evaluateExpression(located.value, () => null) : null;
  const declared = section(template.tree, 'Parameters')[parameter.name];
  if (!located || value === null || declared === undefined || isSsmValueType(parameter.type)) return [];
  const broken = brokenConstraint(declared, value);
  if (broken === null) return [];
  const shown = parameter.noEcho ? 'its value is not allowed' : broken;
  const { at, from = at } = located;
  return [
    diagnostic('DefinitionInvalid', `parameter "${parameter.name}": ${shown}${givenAt(at, from)}`, {
      at: from,
      hint: 'the template says what it allows',
    }),
  ];
}
