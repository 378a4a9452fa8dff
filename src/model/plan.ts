import type { ResourceChange } from '../aws/types/cloudformation.ts';
import type { Position, Warning } from '../diagnostics/diagnostic.ts';
import type { AccountPlan } from './account.ts';
import type { BaselineStep } from './baseline.ts';
import type { Expression } from './expression.ts';
import type { JsonObject } from './json.ts';
import type { StackSetPlan, StackSetTarget } from './stack-set.ts';

/**
 * Everything that a deployment will do, as data: made before anything is changed, shown, saved, compared. Execution reads
 * this and nothing else of the definition. Plain JSON throughout, and no secret in it.
 */
export interface Plan {
  /** Of the format; goes up when an older envctl could misread a newer plan. */
  readonly version: 1;
  readonly project: string;
  readonly environment: string;
  /** Home region. */
  readonly region: string;
  readonly account: AccountPlan;
  readonly baseline: { readonly action: 'none' | 'create' | 'update'; readonly steps: readonly BaselineStep[] };
  /** In an order in which they can be carried out; ties by name. */
  readonly services: readonly ServicePlan[];
  readonly runtime: readonly RuntimePlan[];
  readonly warnings: readonly Warning[];
  /** The earlier deployment that this plan goes back to; null: it follows the definition. Not there in plans of older versions. */
  readonly to?: EarlierDeployment | null;
  /** How many things `deploy` would change: 0 means that there is nothing to do. */
  readonly changes: number;
  /** Digest of what was observed: a plan from a file is refused when this is no longer so. */
  readonly observed: string;
}

/** A deployment that one goes back to, as it is named to a person. */
export interface EarlierDeployment {
  readonly id: string;
  /** When it began, ISO 8601. */
  readonly at: string;
  readonly commit: string | null;
}

/** `recover`: delete what never came up, or finish a rollback, then deploy. `orphan`: kept. `delete`: an orphan under --prune. */
export type ServiceAction = 'create' | 'update' | 'none' | 'shared' | 'recover' | 'orphan' | 'delete';

/** One stack: a service in one region, a borrowed service, or a stack that the definition no longer names. */
export interface ServicePlan {
  readonly key: NodeKey;
  readonly service: string;
  readonly stack: string;
  readonly region: string;
  readonly action: ServiceAction;
  readonly edges: readonly Edge[];
  /** `manual`: waits for a person because something changes. */
  readonly approval: 'manual' | null;
  /** Why it is done, for a person: `template`, `parameter MemorySize`, `stack is ROLLBACK_COMPLETE`. */
  readonly reasons: readonly string[];
  readonly resources: readonly PlannedResource[];
  /** Null for what is not deployed here: shared, orphan, delete; and for a stack set. */
  readonly deployment: Deployment | null;
  /** There for a service that StackSets deploy. */
  readonly stackSet?: StackSetPlan;
  /** There for a stack set that the definition no longer names: where its stacks are, and how many. */
  readonly removes?: StackSetTarget & { readonly stacks: number };
}

/** `<environment>/<service>@<region>`: unique over all environments of a run. */
export type NodeKey = string;

export function nodeKey(environment: string, service: string, region: string): NodeKey {
  return `${environment}/${service}@${region}`;
}

/** `notes` for a service of the plan in its home region, `notes@us-east-1` elsewhere, `staging/notes` for another environment's. */
export function shortName(key: NodeKey, { environment, region }: Pick<Plan, 'environment' | 'region'>): string {
  const own = key.startsWith(`${environment}/`) ? key.slice(environment.length + 1) : key;
  return own.endsWith(`@${region}`) ? own.slice(0, -region.length - 1) : own;
}

/** Why one service waits for another. */
export interface Edge {
  readonly to: NodeKey;
  readonly why: string;
}

/** The same with its place: the reference, the item of `dependsOn`, the import in a template. */
export interface PlacedEdge extends Edge {
  readonly at: Position;
}

export type PlannedResource = Pick<ResourceChange, 'logicalId' | 'type' | 'action'> &
  Partial<Pick<ResourceChange, 'replacement' | 'properties'>>;

/** What is submitted for a service once everything that it waits for is there. */
export interface Deployment {
  /** Long form, local paths replaced by artifacts; the bucket is a token until the account is known. */
  readonly template: JsonObject;
  readonly parameters: Readonly<Record<string, Expression>>;
  readonly imports: readonly ImportBinding[];
  readonly tags: Readonly<Record<string, string>>;
  readonly capabilities: readonly string[];
  readonly artifacts: readonly ArtifactRef[];
  /** What stands for each run-time value whose change marks the service changed: the value, or the version of a secret. */
  readonly runtimeMarks: Readonly<Record<string, Expression>>;
  /** Null when some input is known only after an upstream service is deployed. */
  readonly digest: string | null;
  /** Of the template alone; null as long as `digest` is. */
  readonly templateDigest: string | null;
  /** The reviewed change set of a stack that exists; null: made when its inputs are known. */
  readonly changeSet: string | null;
  /** Resources that are there already under the names of the template become the stack's. Not there in plans of older versions. */
  readonly importExisting?: boolean;
  readonly protect: boolean;
  /** A change needs a person; one that shows only while the run is under way fails when nobody approved it. */
  readonly manualApproval: boolean;
  readonly after: { readonly command: string; readonly directory: string } | null;
  readonly health: Expression | null;
  /** Run-time values, written before the stack unless they need its own outputs. */
  readonly runtime: readonly RuntimeWrite[];
  /** What an earlier deployment did not get to, although the stack is up. */
  readonly unfinished: readonly Unfinished[];
}

/**
 * What was once submitted for a service: enough to submit it again. Values that only AWS knew are kept as references where
 * they are outputs, because what they name may have been replaced since, and as they were then where they came from SSM.
 */
export interface Submission extends Pick<
  Deployment,
  'template' | 'parameters' | 'imports' | 'tags' | 'artifacts' | 'runtime'
> {
  /** Keys of run-time values whose change starts the service again. */
  readonly restarts: readonly string[];
  readonly edges: readonly Edge[];
}

/** `command`: the one after the service. `outputs`: their publication. `protection`: termination protection. */
export type Unfinished = 'command' | 'outputs' | 'protection';

/** What an unchanged `Fn::ImportValue` is made to read. */
export interface ImportBinding {
  /** The export that the template names. */
  readonly name: string;
  readonly path: readonly (string | number)[];
  readonly target:
    | { readonly kind: 'export'; readonly name: string; readonly source: OutputSource }
    | { readonly kind: 'value'; readonly source: OutputSource };
}

/** Where an output stands. */
export interface OutputSource {
  readonly environment: string;
  readonly service: string;
  readonly region: string;
  readonly output: string;
}

/** Bytes are found again by digest: in the bucket, else by packaging the project again. */
export interface ArtifactRef {
  readonly key: string;
  readonly digest: string;
  readonly size: number;
}

/** One parameter in SSM, for a person: what happens to it. Never its value when it is a secret. */
export interface RuntimePlan {
  readonly name: string;
  readonly region: string;
  readonly service: string;
  readonly action: 'create' | 'update' | 'delete' | 'none';
  readonly secret: boolean;
  /** The value that it has and the one that it gets; null: there is none, it is hidden, or known later. Not there when nothing changes. */
  readonly from?: string | null;
  readonly to?: string | null;
  /** True: it is encrypted, or its name says that it is secret. */
  readonly isHidden?: boolean;
}

/** One parameter in SSM, for execution. Secrets never appear here: they are only ever set by hand. */
export interface RuntimeWrite {
  readonly name: string;
  readonly value: Expression;
  readonly type: 'String' | 'StringList';
  /** `default`: only written while nobody has set another value. */
  readonly kind: 'owned' | 'default';
}
