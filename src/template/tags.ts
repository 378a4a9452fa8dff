import type { Json, JsonObject } from '../model/json.ts';

/** Functions with a short YAML tag, `!Sub` for `Fn::Sub`; `!Ref` and `!Condition` have no prefix in either form. */
const FUNCTIONS = [
  'And',
  'Base64',
  'Cidr',
  'Contains',
  'EachMemberEquals',
  'EachMemberIn',
  'Equals',
  'FindInMap',
  'ForEach',
  'GetAtt',
  'GetAZs',
  'GetStackOutput',
  'If',
  'ImportValue',
  'Join',
  'Length',
  'Not',
  'Or',
  'RefAll',
  'Select',
  'Split',
  'Sub',
  'ToJsonString',
  'Transform',
  'ValueOf',
  'ValueOfAll',
];

const LONG_FORM = new Map<string, string>([
  ['!Ref', 'Ref'],
  ['!Condition', 'Condition'],
  ...FUNCTIONS.map((name) => [`!${name}`, `Fn::${name}`] as const),
]);

/** Every short tag, for a hint when one is misspelt. */
export const SHORT_TAGS: readonly string[] = [...LONG_FORM.keys()];

/** The long form of a value with a short tag; null for a tag that CloudFormation does not know. */
export function longForm(tag: string, value: Json): JsonObject | null {
  const name = LONG_FORM.get(tag);
  if (name === undefined) return null;
  return { [name]: name === 'Fn::GetAtt' ? attribute(value) : value };
}

/** `Table.Arn` and `Nested.Outputs.Url`: the logical id ends at the first full stop. */
function attribute(value: Json): Json {
  if (typeof value !== 'string') return value;
  const end = value.indexOf('.');
  return end < 0 ? value : [value.slice(0, end), value.slice(end + 1)];
}

/** True when the tag says no more than the value itself: `!!str`, `!!map`, `!!seq`, `!!int`, … */
export function isCoreTag(tag: string): boolean {
  return tag.startsWith('tag:yaml.org,2002:');
}
