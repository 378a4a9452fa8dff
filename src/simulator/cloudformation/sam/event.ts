import type { Json, JsonObject } from '../../../model/json.ts';
import type { Route } from './api.ts';

/** What one event of a function becomes. */
export interface ExpandedEvent {
  readonly resources: Readonly<Record<string, Json>>;
  /** A route, and the logical id of the API that it belongs to; the implicit API's when the event names none. */
  readonly route: (Route & { readonly api: string; readonly kind: 'rest' | 'http' }) | null;
  /** Managed policies that the function's role needs for it. */
  readonly policies: readonly string[];
  /** A bucket of the template that tells the function, once it may. */
  readonly notifies: {
    readonly bucket: string;
    readonly permissionId: string;
    readonly configurations: readonly Json[];
  } | null;
}

export interface Event {
  readonly functionId: string;
  /** Function and event: what the expanded resources are called. */
  readonly id: string;
  readonly properties: JsonObject;
}

export const NOTHING: ExpandedEvent = { resources: {}, route: null, policies: [], notifies: null };

/** The right to call the function; without a source whatever the service does may call it. */
export function permission(functionId: string, principal: string, source?: Json): JsonObject {
  return {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      Action: 'lambda:InvokeFunction',
      FunctionName: { Ref: functionId },
      Principal: principal,
      ...(source === undefined ? {} : { SourceArn: source }),
    },
  };
}
