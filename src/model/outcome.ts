import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { InstanceOutcome } from './stack-set.ts';

/** What became of one service; part of the document of `deploy`. */
export interface ServiceOutcome {
  readonly service: string;
  readonly stack: string;
  readonly region: string;
  readonly outcome: 'created' | 'updated' | 'unchanged' | 'shared' | 'recovered' | 'deleted' | 'failed' | 'skipped';
  readonly seconds: number;
  readonly outputs: Readonly<Record<string, string>>;
  /** Why it failed or was skipped, or what is kept; null otherwise. */
  readonly reason: string | null;
  /** There for a stack set: what became of the stacks that this run was about. */
  readonly instances?: readonly InstanceOutcome[];
}

/** The document of `deploy`. */
export interface DeployOutcome {
  readonly environment: string;
  readonly accountId: string | null;
  readonly outcome: 'succeeded' | 'unchanged' | 'failed';
  readonly seconds: number;
  /** So much of that something waited for a person's approval, while others may have gone on. */
  readonly approvalSeconds: number;
  /** The longest chain of services that waited for each other. */
  readonly criticalPathSeconds: number;
  /** Names of that chain, the first first; `notes@us-east-1` outside the home region. */
  readonly criticalPath: readonly string[];
  /** Requests to AWS of the whole command, retries included. */
  readonly apiCalls: number;
  readonly services: readonly ServiceOutcome[];
}

/** What became of one stack; part of the document of `destroy`. */
export interface RemovalOutcome {
  readonly service: string;
  readonly stack: string;
  readonly region: string;
  readonly outcome: 'deleted' | 'kept' | 'absent' | 'failed' | 'skipped';
  readonly reason: string | null;
}

/** The document of `destroy`. */
export interface DestroyOutcome {
  readonly environment: string;
  readonly outcome: 'succeeded' | 'unchanged' | 'failed';
  readonly services: readonly RemovalOutcome[];
  /** Names of what stays: protected stacks, retained resources, parameters set by hand. */
  readonly kept: readonly string[];
}

/** A document with what went wrong on the way to it. */
export interface WithErrors<T> {
  readonly document: T;
  readonly errors: readonly Diagnostic[];
}
