import type { Json } from '../model/json.ts';
import type { Template } from './template.ts';
import { member, section } from './tree.ts';

/** A parameter as the template declares it. */
export interface Parameter {
  readonly name: string;
  readonly type: string;
  /** As text, the way CloudFormation keeps it; null when a value has to be given. */
  readonly default: string | null;
  /** Its value is never shown. */
  readonly noEcho: boolean;
}

/** The parameters of a template, in the order of the file. */
export function parametersOf(template: Pick<Template, 'tree'>): Parameter[] {
  return Object.entries(section(template.tree, 'Parameters')).map(([name, declared]) => parameter(name, declared));
}

/** One parameter by name; null when the template has none of that name. */
export function parameterOf(template: Pick<Template, 'tree'>, name: string): Parameter | null {
  const declared = member(section(template.tree, 'Parameters'), name);
  return declared === undefined ? null : parameter(name, declared);
}

function parameter(name: string, declared: Json): Parameter {
  const type = member(declared, 'Type');
  const noEcho = member(declared, 'NoEcho');
  return {
    name,
    type: typeof type === 'string' ? type : 'String',
    default: defaultText(member(declared, 'Default')),
    noEcho: noEcho === true || noEcho === 'true',
  };
}

function defaultText(value: Json | undefined): string | null {
  if (value === undefined || value === null) return null;
  if (Array.isArray(value)) return value.map(String).join(',');
  return typeof value === 'object' ? null : String(value);
}

/** `CommaDelimitedList`, `List<…>`: `Ref` gives a list. */
export function isListType(type: string): boolean {
  return type === 'CommaDelimitedList' || type.startsWith('List<');
}

/** `AWS::SSM::Parameter::Value<…>`: the value given is a name, what `Ref` gives stands in SSM. */
export function isSsmValueType(type: string): boolean {
  return type.startsWith('AWS::SSM::Parameter::Value<');
}
