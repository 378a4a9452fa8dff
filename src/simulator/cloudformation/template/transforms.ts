import type { Json, JsonObject } from '../../../model/json.ts';
import { isList, member } from '../../../template/tree.ts';
import { validationError } from '../faults.ts';
import { expandServerless } from '../sam/expand.ts';
import { plain } from '../text.ts';

const SERVERLESS = 'AWS::Serverless-2016-10-31';
/** Fn::Length, Fn::ToJsonString and default values of Fn::FindInMap are always understood here. */
const UNDERSTOOD = [SERVERLESS, 'AWS::LanguageExtensions'];

/** The template with its transforms carried out. Other macros are refused: nothing is made that AWS would make otherwise. */
export function expandTransforms(template: JsonObject): JsonObject {
  const transforms = transformsOf(template);
  const others = transforms.filter((name) => !UNDERSTOOD.includes(name));
  if (others.length > 0)
    throw validationError(`Transform ${others.join(', ')} failed with: the simulator does not run macros`);
  return transforms.includes(SERVERLESS) ? expandServerless(template) : template;
}

/** Names of the template's own transforms, in order. */
export function transformsOf(template: JsonObject): string[] {
  const declared = member(template, 'Transform');
  const list: readonly Json[] = isList(declared) ? declared : declared === undefined ? [] : [declared];
  return list.map((item) => (typeof item === 'string' ? item : plain(member(item, 'Name'))));
}
