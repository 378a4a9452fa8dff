import type { Json, JsonObject } from '../../../model/json.ts';
import { isList, member } from '../../../template/tree.ts';
import { validationError } from '../faults.ts';
import { expandServerless } from '../sam/expand.ts';
import { plain } from '../text.ts';
import { expandLoops } from './for-each.ts';

const SERVERLESS = 'AWS::Serverless-2016-10-31';
const EXTENSIONS = 'AWS::LanguageExtensions';
/** Fn::Length, Fn::ToJsonString and default values of Fn::FindInMap are always understood here; Fn::ForEach with the transform alone. */
const UNDERSTOOD = [SERVERLESS, EXTENSIONS];

/** The template with its transforms carried out. Other macros are refused: nothing is made that AWS would make otherwise. */
export function expandTransforms(template: JsonObject, given: Readonly<Record<string, string>>): JsonObject {
  const transforms = transformsOf(template);
  const others = transforms.filter((name) => !UNDERSTOOD.includes(name));
  if (others.length > 0)
    throw validationError(`Transform ${others.join(', ')} failed with: the simulator does not run macros`);
  const plainTemplate = transforms.includes(EXTENSIONS) ? expandLoops(template, given) : template;
  return transforms.includes(SERVERLESS) ? expandServerless(plainTemplate) : plainTemplate;
}

/** Names of the template's own transforms, in order. */
export function transformsOf(template: JsonObject): string[] {
  const declared = member(template, 'Transform');
  const list: readonly Json[] = isList(declared) ? declared : declared === undefined ? [] : [declared];
  return list.map((item) => (typeof item === 'string' ? item : plain(member(item, 'Name'))));
}
