import type { Json, JsonObject } from '../../../model/json.ts';
import { isList, member } from '../../../template/tree.ts';
import { validationError } from '../faults.ts';
import { plain } from '../text.ts';

/** Fn::Length, Fn::ToJsonString and default values of Fn::FindInMap are always understood here. */
const UNDERSTOOD = 'AWS::LanguageExtensions';

/** Refuses templates that only a macro turns into resources: nothing is made that AWS would have made otherwise. */
export function checkTransforms(template: JsonObject): void {
  const others = transformsOf(template).filter((name) => name !== UNDERSTOOD);
  if (others.length === 0) return;
  throw validationError(
    `Transform ${others.join(', ')} failed with: the simulator does not expand this transform; package the template with its expanded form`,
  );
}

/** Names of the template's own transforms, in order. */
export function transformsOf(template: JsonObject): string[] {
  const declared = member(template, 'Transform');
  const list: readonly Json[] = isList(declared) ? declared : declared === undefined ? [] : [declared];
  return list.map((item) => (typeof item === 'string' ? item : plain(member(item, 'Name'))));
}
