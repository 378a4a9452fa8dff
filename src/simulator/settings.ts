import { realClock, type Clock } from '../model/clock.ts';
import type { Conditions } from '../model/sandbox.ts';

/** Durations in milliseconds, and limits. Defaults are AWS's own, as far as AWS publishes them. */
export interface SimulatorSettings {
  readonly clock: Clock;
  readonly createAccountMs: number;
  /** After an account exists, until its roles can be assumed. */
  readonly roleReadyMs: number;
  readonly closeAccountMs: number;
  readonly changeSetMs: number;
  /** For a resource whose type has no duration of its own. */
  readonly resourceMs: number;
  /** From EnableRegion or DisableRegion until the region is enabled or disabled. */
  readonly regionOptMs: number;
  /** From a request for a higher quota until AWS grants it. */
  readonly quotaIncreaseMs: number;
  /** True: the published rates of AWS are kept to, and what comes faster is refused. */
  readonly rates: boolean;
  /** Accounts of the organization, the management account and closed ones included, until a higher quota is granted. */
  readonly accountQuota: number;
  /** The account of every access key that the simulator has not issued itself. */
  readonly managementAccount: string;
  /**
   * For rehearsals: how long stacks take, and what goes wrong. Custom resources and signals, whose code is not run here, are
   * then taken to succeed. Null: nothing of all that.
   */
  readonly rehearsal: Pick<Conditions, 'fault' | 'seconds'> | null;
  /** Null: whoever is in an account may do everything there. */
  readonly permissions: Permissions | null;
}

/** Identity policies are enforced. */
export interface Permissions {
  /** The policy of the user that every access key stands for which the simulator has not issued itself; JSON. */
  readonly caller: string;
  /** `own`: roles have the policies that they carry; `caller`: all have the caller's instead. */
  readonly roles: 'own' | 'caller';
  /** Told of every action that somebody needs. */
  readonly asked?: (action: string) => void;
}

/**
 * Accounts take the ten seconds, closures the quarter of an hour that were observed; AWS publishes neither. Of regions it
 * says minutes to hours, of quotas nothing.
 */
export const DEFAULT_SETTINGS: SimulatorSettings = {
  clock: realClock,
  createAccountMs: 10_000,
  roleReadyMs: 15_000,
  closeAccountMs: 900_000,
  changeSetMs: 3_000,
  resourceMs: 5_000,
  regionOptMs: 300_000,
  quotaIncreaseMs: 600_000,
  rates: true,
  accountQuota: 10,
  managementAccount: '123456789012',
  rehearsal: null,
  permissions: null,
};
