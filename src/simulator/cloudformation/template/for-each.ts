import { isObject, type Json, type JsonObject } from '../../../model/json.ts';
import { isList, member, section } from '../../../template/tree.ts';
import { validationError } from '../faults.ts';
import { plain } from '../text.ts';

/** Values of the loops that are open, by identifier. */
type Values = Readonly<Record<string, string>>;

interface Loop {
  readonly identifier: string;
  readonly values: readonly string[];
  readonly body: JsonObject;
}

const PREFIX = 'Fn::ForEach::';

/**
 * The template with every `Fn::ForEach` written out: in Conditions, Resources, Outputs and the properties of resources. A list of
 * values may be a parameter of the type CommaDelimitedList with a default. Source: template reference, "Fn::ForEach".
 */
export function expandLoops(template: JsonObject, given: Readonly<Record<string, string>>): JsonObject {
  const lists = listsOf(template, given);
  const sections = Object.entries(template).map(([name, value]) => [
    name,
    ['Conditions', 'Resources', 'Outputs'].includes(name) ? expand(value, {}, lists) : value,
  ]);
  return Object.fromEntries(sections) as JsonObject;
}

type Lists = ReadonlyMap<string, readonly string[]>;

function listsOf(template: JsonObject, given: Readonly<Record<string, string>>): Lists {
  return new Map(
    Object.entries(section(template, 'Parameters')).flatMap(([name, declared]) => {
      const value = given[name] ?? member(declared, 'Default');
      if (plain(member(declared, 'Type')) !== 'CommaDelimitedList' || value === undefined) return [];
      return [
        [
          name,
          plain(value)
            .split(',')
            .map((one) => one.trim()),
        ] as const,
      ];
    }),
  );
}

function expand(value: Json, values: Values, lists: Lists): Json {
  if (isList(value)) return value.map((item) => expand(item, values, lists));
  if (!isObject(value)) return typeof value === 'string' ? filledIn(value, values) : value;
  const identifier = Object.keys(value).length === 1 ? value['Ref'] : undefined;
  if (typeof identifier === 'string' && values[identifier] !== undefined) return values[identifier];
  const entries = Object.entries(value).flatMap(([key, item]): [string, Json][] => {
    if (!key.startsWith(PREFIX)) return [[filledIn(key, values), expand(item, values, lists)]];
    return repeated(loopOf(key, item, values, lists), values, lists);
  });
  return settled(Object.fromEntries(entries));
}

/** `Fn::Sub` of which nothing is left to fill in is text: with language extensions it may stand in `Ref` and `Fn::GetAtt`. */
function settled(value: JsonObject): Json {
  const text = Object.keys(value).length === 1 ? value['Fn::Sub'] : undefined;
  return typeof text === 'string' && !text.includes('${') ? text : value;
}

function repeated({ identifier, values, body }: Loop, outer: Values, lists: Lists): [string, Json][] {
  return values.flatMap((value) => {
    const expanded = expand(body, { ...outer, [identifier]: value }, lists);
    return isObject(expanded) ? Object.entries(expanded) : [];
  });
}

function loopOf(key: string, loop: Json, outer: Values, lists: Lists): Loop {
  const [identifier, collection, body] = isList(loop) ? loop : [];
  const named = isObject(collection) ? lists.get(plain(member(collection, 'Ref') ?? '')) : undefined;
  const values = isList(collection) ? collection.map((item) => plain(expand(item, outer, lists))) : named;
  if (typeof identifier !== 'string' || values === undefined || !isObject(body))
    throw validationError(`Template error: ${key} layout is incorrect`);
  return { identifier, values, body };
}

/** `${Name}` and `&{Name}`, of which the second leaves out what a logical id may not have. */
function filledIn(text: string, values: Values): string {
  return text.replaceAll(/([$&])\{(\w+)\}/g, (whole, sign: string, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return sign === '&' ? value.replaceAll(/[^A-Za-z0-9]/g, '') : value;
  });
}
