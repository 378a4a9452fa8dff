import type { DriftedResource } from '../../aws/types/cloudformation.ts';
import type { SurveyedStep } from '../../model/baseline.ts';
import type { Health } from '../../model/run.ts';
import type { Drift } from '../../observe/drift.ts';

/** One environment as `status` tells it. */
export interface Status {
  readonly environment: string;
  readonly accountId: string | null;
  readonly accountState: string | null;
  /** True: its closing was asked for, while AWS goes on calling it ACTIVE. */
  readonly closing: boolean;
  /** True: its closing was asked for, and AWS could not take it yet. */
  readonly queued: boolean;
  readonly region: string;
  readonly services: readonly ServiceStatus[];
  /** What `bootstrap` would do about each item of the baseline; only there when drift was asked for. Null: no account. */
  readonly baseline?: readonly SurveyedStep[] | null;
  readonly lock: {
    readonly host: string;
    readonly user: string;
    readonly command: string;
    readonly since: string;
  } | null;
}

/** One stack. */
export interface ServiceStatus {
  readonly service: string;
  readonly stack: string;
  readonly region: string;
  /** Of the stack; `ABSENT` where there is none, `SHARED` where another environment has it. Of a stack set: of what is worst among its stacks. */
  readonly status: string;
  /** True: the definition no longer names it. */
  readonly orphan?: boolean;
  readonly health: Health | null;
  /** Null: not asked for, or no stack of this environment. */
  readonly drift: Drift['status'] | null;
  /** What has drifted, and why nothing is known of it; only there when it was asked for. */
  readonly drifted?: readonly DriftedResource[];
  readonly driftReason?: string | null;
  /** There for a stack set: each of its stacks. */
  readonly instances?: readonly InstanceStatus[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly urls: readonly string[];
  /** ISO 8601. */
  readonly updated: string | null;
  /** Of the last deployment. */
  readonly commit: string | null;
}

/** One stack of a stack set. */
export interface InstanceStatus {
  readonly account: string;
  readonly region: string;
  /** CURRENT, OUTDATED, INOPERABLE */
  readonly status: string;
  readonly reason: string | null;
}
