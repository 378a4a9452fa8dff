import type { Position } from '../diagnostics/diagnostic.ts';

/** How much of one quota an environment needs in one region. */
export interface QuotaDemand {
  /** AWS's code of the service, e.g. `lambda`. */
  readonly service: string;
  /** A code (`L-…`) or a name. */
  readonly quota: string;
  /** Where it is kept: the partition's global region for quotas that have none. */
  readonly region: string;
  readonly needed: number;
  /** As much of it as is beyond doubt: less cannot do. Without resources whose condition is open, and without what is kept free. */
  readonly sure: number;
  /** Where the definition asks for it; null for what follows from templates and the baseline. */
  readonly at: Position | null;
}

/** One quota of an account as it is, beside what is needed; part of the document of `quotas`. */
export interface QuotaState {
  readonly service: string;
  /** Code. */
  readonly quota: string;
  readonly name: string;
  readonly region: string;
  readonly needed: number;
  readonly applied: number;
  /** Null where finding out would take many calls. */
  readonly used: number | null;
  /** `request`: too low, and nobody has asked for more; `requested`: a request is open. */
  readonly action: 'ok' | 'request' | 'requested';
}

/** The document of `quotas`. */
export interface QuotasOutcome {
  readonly environment: string;
  readonly quotas: readonly QuotaState[];
}
