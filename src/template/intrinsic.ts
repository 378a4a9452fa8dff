import type { Json, JsonObject } from '../model/json.ts';
import type { Evaluation } from './evaluation.ts';
import type { Scope } from './scope.ts';

/** One function of CloudFormation's template language: its argument, not yet evaluated, to its value. Never throws. */
export type Intrinsic = (argument: Json, context: Context) => Evaluation;

/** What a function needs of its surroundings. */
export interface Context {
  readonly scope: Scope;
  /** The template: its parameters, mappings and conditions. */
  readonly tree: JsonObject;
  readonly evaluate: (node: Json) => Evaluation;
  /** A condition of the template by name. */
  readonly condition: (name: string) => Evaluation;
}
