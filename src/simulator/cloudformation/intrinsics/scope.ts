import type { Json, JsonObject } from '../../../model/json.ts';

/**
 * What evaluating a piece of a template may ask. `reference` and `attribute` answer undefined for a resource whose value
 * is to stay open: the reference is then left in the result as it stands.
 */
export interface EvaluationScope {
  readonly template: JsonObject;
  /** By name: text, or a list of texts for the list types. */
  readonly parameters: Readonly<Record<string, Json>>;
  /** By full name, `AWS::Region`; `AWS::NoValue` is not among them. */
  readonly pseudo: Readonly<Record<string, Json>>;
  readonly region: string;
  reference(logicalId: string): Json | undefined;
  attribute(logicalId: string, attribute: string): Json | undefined;
  /** Value of an export. When there is none it throws, or stays open. */
  imported(name: string): Json;
  /** A text with its `{{resolve:…}}` replaced. */
  resolved(text: string): string;
}

/** Evaluation itself, handed to the functions: the two need each other. */
export type Evaluate = (node: Json, scope: EvaluationScope) => Json | undefined;
