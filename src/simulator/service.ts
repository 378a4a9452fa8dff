import type { JsonObject } from '../model/json.ts';
import type { SimulatorSettings } from './settings.ts';
import type { SimulatorState } from './state.ts';

export type { SimulatorSettings } from './settings.ts';

/** A request as it travels, from the SDK's request handler and over HTTP alike. Header names are lower-case. */
export interface WireRequest {
  readonly method: string;
  readonly hostname: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** What an operation knows of its caller and its world. */
export interface Call {
  /** The account that the request's credentials are for. */
  readonly account: string;
  /** ARN of the caller: a user, or an assumed-role session. */
  readonly principal: string;
  readonly region: string;
  readonly state: SimulatorState;
  /** Milliseconds since 1970 by the simulator's clock. */
  readonly now: number;
  /** Has `kind` of `service` carried out with `data` (plain JSON: it is part of the saved state) after `ms`. */
  schedule(ms: number, service: string, kind: string, data: unknown): void;
  readonly settings: SimulatorSettings;
  readonly templates: CheckedTemplates;
}

/** A template that has passed every check that AWS makes before anything is created. */
export interface CheckedTemplate {
  readonly body: string;
  readonly template: JsonObject;
}

/** Templates that have passed, by their text: stacks of one template share it. A cache, no part of the state. */
export type CheckedTemplates = Map<string, CheckedTemplate>;

/**
 * One operation of a JSON or Query service: parsed input to output members as they stand on the wire. Lists are arrays;
 * the protocol turns them into JSON, `<member>` or `<item>` elements. A `Date` becomes a timestamp in the protocol's own
 * form, undefined members are left out. Throws `AwsFault`.
 */
export type Operation = (input: Record<string, unknown>, call: Call) => Record<string, unknown>;

/** A service with an operation name in each request. What is not in `operations` answers with a clear fault. */
export interface RpcService {
  readonly name:
    | 'organizations'
    | 'sts'
    | 'cloudformation'
    | 'ssm'
    | 'iam'
    | 'ec2'
    | 'servicequotas'
    | 'budgets'
    | 'account'
    | (string & {});
  /** `rest-json`: every operation is posted to a path that is its name. */
  readonly protocol: 'json-1.1' | 'query' | 'ec2' | 'rest-json';
  /** Query services: XML namespace of the answers. */
  readonly namespace?: string;
  readonly operations: Readonly<Record<string, Operation>>;
  /** What `schedule` named, by kind. */
  readonly tasks?: Readonly<Record<string, Task>>;
}

/** A service whose operation follows from method and path: S3, S3 Control. */
export interface RestService {
  readonly name: string;
  /** How a thrown `AwsFault` is written: S3 sends a bare `<Error>`, every other REST-XML service an `<ErrorResponse>`. */
  readonly errors: 's3' | 'rest-xml';
  handle(request: WireRequest, call: Call): WireResponse;
  readonly tasks?: Readonly<Record<string, Task>>;
}

/** What a task knows: nobody called it. `now` is the moment that it was due. */
export type TaskCall = Omit<Call, 'account' | 'principal' | 'region'>;

export type Task = (data: unknown, call: TaskCall) => void;

/** An error as AWS sends it. `status` is the HTTP status; `extra` holds further members, e.g. `Reason`. */
export class AwsFault extends Error {
  readonly code: string;
  readonly status: number;
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, status = 400, extra: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = 'AwsFault';
    this.code = code;
    this.status = status;
    this.extra = extra;
  }
}
