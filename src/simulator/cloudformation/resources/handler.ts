import type { Json, JsonObject } from '../../../model/json.ts';
import type { Site } from '../site.ts';
import type { ResourceRecord } from '../records.ts';

/** What making or changing one resource may use: the site it lives in, its stack, and its properties, fully evaluated. */
export interface ResourceRequest {
  readonly site: Site;
  readonly stackId: string;
  readonly stackName: string;
  /** ARN of the service role that acts, or of the account itself. */
  readonly principal: string;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: JsonObject;
  /** The resource's own tags, the stack's, and the three that CloudFormation adds. */
  readonly tags: Readonly<Record<string, string>>;
}

/** What came of it. `physicalId` is also what `Ref` gives. */
export interface Made {
  readonly physicalId: string;
  /** Values for Fn::GetAtt; what is not among them is generated when asked for. */
  readonly attributes: Readonly<Record<string, Json>>;
}

/** Brings resources of one type into being. Every method throws ResourceFailure, or an AwsFault of the service it uses. */
export interface ResourceHandler {
  readonly create: (request: ResourceRequest) => Made;
  readonly update: (request: ResourceRequest, current: ResourceRecord) => Made;
  readonly remove: (request: ResourceRequest, current: ResourceRecord) => void;
}
