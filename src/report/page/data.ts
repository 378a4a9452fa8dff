import type { GraphPicture } from '../graph/picture.ts';

/** Everything that the page of `report` shows. Secrets are not in it. */
export interface ReportData {
  readonly project: string;
  /** When it was made, ms since 1970. */
  readonly made: number;
  /** By which version of envctl. */
  readonly version: string;
  readonly environments: readonly ReportedEnvironment[];
}

export interface ReportedEnvironment {
  readonly environment: string;
  /** Null while there is no account. */
  readonly accountId: string | null;
  readonly region: string;
  readonly protected: boolean;
  readonly expires: string | null;
  /** Why it could not be looked at; null when it could. */
  readonly problem: string | null;
  readonly services: readonly ReportedService[];
  readonly graph: GraphPicture;
  /** The newest first. */
  readonly deployments: readonly ReportedDeployment[];
  readonly configuration: readonly ReportedValue[];
}

/** One service in one region, deployed here or by another environment. */
export interface ReportedService {
  readonly service: string;
  readonly region: string;
  readonly stack: string;
  /** Of the stack; `ABSENT` where there is none; null where it is not known. */
  readonly status: string | null;
  /** ISO 8601; null when it never was. */
  readonly updated: string | null;
  /** The environment that deploys it; null for this one. */
  readonly from: string | null;
  readonly urls: readonly string[];
}

/** What a record tells of one deployment. */
export interface ReportedDeployment {
  readonly id: string;
  /** When it began, ISO 8601. */
  readonly at: string;
  readonly by: string;
  readonly commit: string | null;
  readonly outcome: string;
  readonly seconds: number;
  readonly services: readonly DeployedService[];
}

export interface DeployedService {
  readonly service: string;
  readonly region: string;
  readonly outcome: string;
  /** ISO 8601; null when it had no turn, or the record does not say. */
  readonly started: string | null;
  readonly seconds: number | null;
  /** Node keys of what it waited for. */
  readonly waitedFor: readonly string[];
}

/** One value of the configuration of one service in one environment. */
export interface ReportedValue {
  readonly service: string;
  readonly key: string;
  readonly kind: 'build-time' | 'run-time';
  /** Null where there is none, and for every secret. */
  readonly value: string | null;
  readonly secret: boolean;
  /** What else is to be said of it: `set by hand`, `not deployed yet`; null when nothing is. */
  readonly note: string | null;
}
