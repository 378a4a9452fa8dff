import type { Json, JsonObject } from '../../../model/json.ts';
import { isList, member, section } from '../../../template/tree.ts';
import { flagOf, itemsOf, textOf, type Input } from '../../input.ts';
import { findParameter, latest } from '../../ssm/store.ts';
import { validationError } from '../faults.ts';
import type { ParameterValue, StackConfig } from '../records.ts';
import type { Site } from '../site.ts';
import { checkConstraints } from './constraints.ts';
import { parameterTypeOf } from './parameter-types.ts';
import { plain } from '../text.ts';

/** Values for a template's parameters from a request, the stack's own and the defaults. Source: user guide, "Parameters". */
export function requestParameters(
  input: Input,
  template: JsonObject,
  current: StackConfig | null,
  site: Site,
): Record<string, ParameterValue> {
  const declared = section(template, 'Parameters');
  const given = givenValues(input, declared, current);
  const missing = Object.keys(declared).filter(
    (name) => !given.has(name) && member(declared[name], 'Default') === undefined,
  );
  if (missing.length > 0) throw validationError(`Parameters: [${missing.join(', ')}] must have values`);
  const values = Object.entries(declared).map(([name, declaration]) => {
    const value = given.get(name) ?? defaultOf(declaration);
    checkConstraints(name, declaration, value);
    return [name, valueFor(declaration, value, site)] as const;
  });
  return Object.fromEntries(values);
}

function givenValues(input: Input, declared: JsonObject, current: StackConfig | null): Map<string, string> {
  const items = itemsOf(input, 'Parameters').map((item) => ({ name: textOf(item, 'ParameterKey') ?? '', item }));
  const unknown = items.filter(({ name }) => !Object.hasOwn(declared, name)).map(({ name }) => name);
  if (unknown.length > 0) throw validationError(`Parameters: [${unknown.join(', ')}] do not exist in the template`);
  return new Map(items.map(({ name, item }) => [name, givenValue(name, item, current)]));
}

function givenValue(name: string, item: Input, current: StackConfig | null): string {
  if (flagOf(item, 'UsePreviousValue') !== true) return textOf(item, 'ParameterValue') ?? '';
  const previous = current?.parameters[name];
  if (previous === undefined) {
    throw validationError(
      `Invalid input for parameter key ${name}. Cannot specify usePreviousValue as true for a parameter key not in the previous template`,
    );
  }
  return previous.value;
}

function defaultOf(declaration: Json): string {
  const value = member(declaration, 'Default') ?? '';
  return isList(value) ? value.map(String).join(',') : plain(value);
}

function valueFor(declaration: Json, value: string, site: Site): ParameterValue {
  const noEcho = plain(member(declaration, 'NoEcho') ?? false).toLowerCase() === 'true';
  const type = parameterTypeOf(plain(member(declaration, 'Type')));
  return { value, resolved: type?.ssm === true ? stored(value, site) : null, noEcho };
}

function stored(name: string, site: Site): string {
  const parameter = findParameter(site, name);
  const version = parameter === undefined ? undefined : latest(parameter);
  if (version === undefined) {
    throw validationError(`Unable to fetch parameters [${name}] from parameter store for this account.`);
  }
  if (version.type === 'SecureString') {
    throw validationError(`Parameters [${name}] referenced by template have types not supported by CloudFormation.`);
  }
  return version.value;
}

/** What `Ref` of each parameter gives: text, or a list of texts. */
export function parameterScope(config: Pick<StackConfig, 'template' | 'parameters'>): Record<string, Json> {
  const declared = section(config.template, 'Parameters');
  const entries = Object.entries(config.parameters).map(([name, { value, resolved }]) => {
    const text = resolved ?? value;
    const list = parameterTypeOf(plain(member(declared[name], 'Type')))?.list === true;
    return [name, list ? itemsIn(text) : text] as const;
  });
  return Object.fromEntries(entries);
}

function itemsIn(text: string): string[] {
  return text === '' ? [] : text.split(',').map((item) => item.trim());
}
