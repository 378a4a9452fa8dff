import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { nearest } from '../model/nearest.ts';
import { pointerKeys } from '../model/value-changes.ts';
import type { Template } from '../template/template.ts';
import { member, section } from '../template/tree.ts';

/** `Template format error: Unrecognized resource types: [AWS::SQS::Que]`, as CloudFormation refuses a template. */
const UNKNOWN_TYPES = /Unrecognized resource types: \[([^\]]+)\]/;

/** A JSON pointer into the template, as early validation names a place. */
const POINTER = /(?:^|[\s[])(\/Resources\/[^\s:,\]]+)/;

/** True for words of CloudFormation that name a place in a template, or something that has one. */
export function namesPlace({ at, message }: Diagnostic): boolean {
  return at === null && (UNKNOWN_TYPES.test(message) || POINTER.test(message));
}

/**
 * What CloudFormation says of a template, at the place in the file that it means: of each resource whose type it does not know, with
 * the nearest of the types that it had when this envctl was built.
 */
export function placedIn(template: Template, problem: Diagnostic, types: readonly string[]): Diagnostic[] {
  const unknown = UNKNOWN_TYPES.exec(problem.message)?.[1]?.split(/,\s*/) ?? [];
  const resources = Object.entries(section(template.tree, 'Resources'));
  const found = resources.flatMap(([name, resource]): Diagnostic[] => {
    const type = member(resource, 'Type');
    if (typeof type !== 'string' || !unknown.includes(type)) return [];
    const near = nearest(type, types);
    const hint = near === null ? problem.hint : `resource ${name}: did you mean ${near}?`;
    return [{ ...problem, hint, at: template.locate(['Resources', name, 'Type']) }];
  });
  if (found.length > 0) return found;
  const pointer = POINTER.exec(problem.message)?.[1];
  return [pointer === undefined ? problem : { ...problem, at: template.locate(pointerKeys(pointer)) }];
}
