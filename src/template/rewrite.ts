import type { JsonObject } from '../model/json.ts';
import { replaceIn } from './replace.ts';
import type { TreePath } from './template.ts';
import { functionOf } from './tree.ts';

/** What takes the place of one `Fn::ImportValue`: another export's name, or a value. */
export type ImportReplacement =
  /** `path` leads to the object whose only key is `Fn::ImportValue`. */
  { readonly path: TreePath; readonly exportName: string } | { readonly path: TreePath; readonly value: string };

/**
 * A copy of a template in which imports lead elsewhere: to another export, so that CloudFormation goes on guarding it, or
 * to a value where no export reaches. Nothing else changes. Throws TypeError when a path does not lead to an import.
 */
export function rewriteImports(tree: JsonObject, replacements: readonly ImportReplacement[]): JsonObject {
  return replacements.reduce((rewritten, replacement) => {
    const place = 'exportName' in replacement ? { 'Fn::ImportValue': replacement.exportName } : replacement.value;
    return replaceIn(rewritten, replacement.path, (found) => {
      if (functionOf(found)?.name === 'Fn::ImportValue') return place;
      throw new TypeError(`no Fn::ImportValue at ${replacement.path.join('.')}`);
    });
  }, tree);
}
