import type { AccountGateways } from '../aws/types/account.ts';
import type { Run } from '../model/run.ts';
import type { Management } from './management.ts';
import type { BaselineAction, BaselineItemName } from '../model/baseline.ts';
import type { Environment } from '../model/environment.ts';

/** What an item is given, for one account and one region. */
export interface BaselineContext {
  readonly environment: Environment;
  readonly gateways: AccountGateways;
  /** The region of the step; for what exists once an account the home region, or another while that is not enabled. */
  readonly region: string;
  /** Account of the caller's own credentials: as a rule the management account. */
  readonly caller: string;
  readonly run: Run;
  /** The way to what lies above the account; a text says why there is none. Asked for once. */
  management(): Promise<Management | string>;
}

/** What an item found. The reason says what is not as it should be, or why nothing can be done about it. */
export interface Finding {
  readonly action: BaselineAction;
  readonly reason: string | null;
}

/** One thing that an account gets before anything is deployed into it. Looking changes nothing; applying may be repeated. */
export interface BaselineItem {
  readonly name: BaselineItemName;
  /** Items that must be there before this one. In a region that is yet to be enabled, `regions` always is. */
  readonly after: readonly BaselineItemName[];
  readonly scope: 'account' | 'region';
  /** Where it applies, when that is not every region of the environment. */
  regions?(environment: Environment, gateways: AccountGateways): Promise<readonly string[]>;
  wanted(environment: Environment): boolean;
  inspect(context: BaselineContext): Promise<Finding>;
  apply(context: BaselineContext): Promise<void>;
}

/** Nothing to do. */
export const IN_PLACE: Finding = { action: 'none', reason: null };

/** For what is not there at all. */
export const MISSING: Finding = { action: 'create', reason: null };

/** For what cannot be done here. */
export function skipped(reason: string): Finding {
  return { action: 'skipped', reason };
}

/** The home region and those of the services, in order of the alphabet after the home region. */
export function regionsOf({ region, services }: Pick<Environment, 'region' | 'services'>): string[] {
  const others = new Set(services.flatMap((service) => service.regions));
  others.delete(region);
  return [region, ...[...others].sort()];
}
