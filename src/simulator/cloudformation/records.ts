import type { Json, JsonObject } from '../../model/json.ts';

/** What makes a stack what it is, as the last operation asked for it. */
export interface StackConfig {
  /** The template as it was submitted. */
  readonly body: string;
  /** The same in long form, transforms carried out. */
  readonly template: JsonObject;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly capabilities: readonly string[];
  readonly notificationArns: readonly string[];
}

export interface ParameterValue {
  readonly value: string;
  /** What an SSM parameter type stood for when the operation was asked for. */
  readonly resolved: string | null;
  readonly noEcho: boolean;
}

export interface OutputRecord {
  readonly key: string;
  readonly value: string;
  readonly description: string | null;
  readonly exportName: string | null;
}

/** One resource as the stack knows it: what was asked for and what came of it. */
export interface ResourceRecord {
  readonly logicalId: string;
  readonly type: string;
  physicalId: string | null;
  status: string;
  reason: string | null;
  time: number;
  /** As handed to the service: every function evaluated. */
  properties: JsonObject;
  /** Stack tags as handed on to it. */
  tags: Readonly<Record<string, string>>;
  /** As last applied, references to other resources left in: what change sets compare with. */
  definition: JsonObject;
  attributes: Readonly<Record<string, Json>>;
  /** Logical ids that it was made after. */
  after: readonly string[];
  /** Delete, Retain, RetainExceptOnCreate or Snapshot. */
  deletionPolicy: string;
  updateReplacePolicy: string;
}

export interface EventRecord {
  readonly id: string;
  readonly time: number;
  readonly logicalId: string;
  readonly physicalId: string | null;
  readonly type: string;
  readonly status: string;
  readonly reason: string | null;
  readonly token: string | null;
  /** JSON of the properties; null for the stack itself. */
  readonly properties: string | null;
}

/** A request that was answered under a client token. */
export interface TokenRecord {
  /** Stack and change set as the request named them. */
  readonly subject: string;
  readonly answer: Record<string, unknown>;
  readonly stackId: string | null;
  readonly changeSetId: string | null;
}
