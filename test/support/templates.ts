import type { JsonObject } from '../../src/model/json.ts';
import type { Templates } from '../../src/plan/offers.ts';
import { parseTemplate } from '../../src/template/parse.ts';
import type { Template } from '../../src/template/template.ts';

/** A template from its tree; fails the test when it is not valid. */
function template(tree: object | string, file = '/project/template.yaml'): Template {
  const text = typeof tree === 'string' ? tree : JSON.stringify(tree, null, 2);
  const { value, diagnostics } = parseTemplate(text, file);
  if (!value) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return value;
}

/** Templates of services as `environment.service(name)` names them: `/project/<name>.yaml`. */
export function templatesOf(byName: Readonly<Record<string, object | string>>): Templates {
  return new Map(
    Object.entries(byName).map(([name, tree]) => [`/project/${name}.yaml`, template(tree, `/project/${name}.yaml`)]),
  );
}

export interface Parts {
  /** Values of the parameter resource that every template here has. */
  readonly value?: unknown;
  /** Output `Name` is exported under this name. */
  readonly exports?: unknown;
  readonly parameters?: readonly string[];
  readonly more?: JsonObject;
}

/**
 * A template with one SSM parameter, which is cheap to make and shows what it was given, and an output `Name`. `more`
 * comes on top, e.g. `Metadata: { Simulator: { FailResource: 'Setting' } }`.
 */
export function small({ value = 'x', exports, parameters = [], more = {} }: Parts = {}): JsonObject {
  const exported = exports === undefined ? {} : { Export: { Name: exports } };
  return {
    ...(parameters.length === 0
      ? {}
      : { Parameters: Object.fromEntries(parameters.map((name) => [name, { Type: 'String' }])) }),
    Resources: { Setting: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: value } } },
    Outputs: { Name: { Value: { Ref: 'Setting' }, ...exported } },
    ...more,
  } as JsonObject;
}

/** `Metadata.Simulator` of a template whose resource fails. */
export function failing(on: readonly string[] = ['create', 'update'], reason = 'no luck'): JsonObject {
  return { Metadata: { Simulator: { FailResource: 'Setting', FailReason: reason, FailOn: on } } };
}

/** `Metadata.Simulator` of a template whose stack takes its time. */
export function slow(seconds: number): JsonObject {
  return { Metadata: { Simulator: { Seconds: seconds } } };
}
