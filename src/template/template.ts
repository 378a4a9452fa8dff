import type { Position } from '../diagnostics/diagnostic.ts';
import type { JsonObject } from '../model/json.ts';

/** A CloudFormation template as data, whatever it was written in. */
export interface Template {
  /** Absolute path of the file that it was read from. */
  readonly file: string;
  /** As written. */
  readonly text: string;
  /** Every function in its long form: `!Ref A` is `{ Ref: 'A' }`, `!GetAtt A.Arn` is `{ 'Fn::GetAtt': ['A', 'Arn'] }`. */
  readonly tree: JsonObject;
  /** Where the value at a path of `tree` stands in the file; the nearest enclosing one when the path is not all there. */
  readonly locate: (path: TreePath) => Position;
}

/** Keys and indexes that lead from the root of a tree to a value in it. */
export type TreePath = readonly (string | number)[];
