import type { AccountGateways } from '../aws/types/account.ts';
import type { Hold } from '../bucket/lock.ts';
import type { Stack } from '../aws/types/cloudformation.ts';
import type { RecordedService } from '../model/observation.ts';
import type { NodeKey, Plan, ServicePlan } from '../model/plan.ts';
import type { Event, Run } from '../model/run.ts';
import type { WrittenValue } from '../model/written.ts';
import type { Known } from '../plan/desired.ts';
import type { Pace } from './pace.ts';
import type { Uploader } from './upload.ts';
import type { StackWatcher } from './watch.ts';

/** One environment while its plan is carried out. */
export interface Site {
  readonly plan: Plan;
  readonly run: Run;
  /** Refuse every call once the lock is lost. */
  readonly gateways: AccountGateways;
  /** The lock; null where there is none. Once it is lost nothing is changed, and nothing written about it. */
  readonly hold: Hold | null;
  /** ARN of the CloudFormation service role; null: the session's own permissions. */
  readonly serviceRole: string | null;
  /** Answers from what was observed and from what this run has deployed since. */
  readonly known: Known;
  /** Stacks as they were observed, by node key. */
  readonly stacks: ReadonlyMap<NodeKey, Stack>;
  /** Outputs of what this run has deployed, of all its environments. */
  readonly outputs: Map<NodeKey, Readonly<Record<string, string>>>;
  readonly uploader: Uploader;
  watcher(region: string): StackWatcher;
  readonly pace: Pace;
  /** What earlier deployments left, by node key. */
  readonly recorded: Readonly<Record<NodeKey, RecordedService>>;
  /** See `Observation.expiryNoted`. */
  readonly expiryNoted: boolean | null;
  /** What deployments left of each parameter that the definition wrote; see `Observation.written`. */
  readonly written: Map<string, readonly WrittenValue[]>;
  /** Parameters as they were observed, by `<region>:<name>`. */
  readonly parameters: ReadonlyMap<string, { readonly value: string; readonly version: number }>;
  /** Asked before a service with manual approval is changed. */
  approve(service: ServicePlan): Promise<boolean>;
  /** True: there is an artifact bucket, in which records of what was done are kept. */
  readonly keepsRecords: boolean;
  /** Unique for each run: the record of a deployment is called by its end. */
  readonly runId: string;
}

/** Where something is about to happen: an environment that is deployed, or one that is taken down. */
interface Place {
  readonly plan: { readonly environment: string; readonly region: string };
  readonly run: Pick<Run, 'emit'>;
}

/** Tells what happens to one service of a site. */
export function say(site: Place, subject: string, phase: Event['phase'], message: string): void {
  site.run.emit({ environment: site.plan.environment, subject, phase, message });
}

/** `notes` in the home region, `notes@us-east-1` elsewhere. */
export function subjectOf(
  site: Pick<Place, 'plan'>,
  service: { readonly service: string; readonly region: string },
): string {
  return service.region === site.plan.region ? service.service : `${service.service}@${service.region}`;
}
