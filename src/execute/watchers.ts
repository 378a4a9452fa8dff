import type { AccountGateways } from '../aws/types/account.ts';
import type { Run } from '../model/run.ts';
import { Pace } from './pace.ts';
import { StackWatcher } from './watch.ts';

/** One watcher for each account and region of a run, whichever environments wait there. */
export class Watchers {
  /** Of the whole run: what took long in one account takes long in the next. */
  readonly pace = new Pace();
  private readonly run: Run;
  private readonly watchers = new Map<string, StackWatcher>();

  constructor(run: Run) {
    this.run = run;
  }

  of(gateways: AccountGateways, region: string): StackWatcher {
    const place = `${gateways.account} ${region}`;
    const { clock, signal } = this.run;
    const watcher =
      this.watchers.get(place) ?? new StackWatcher(gateways.cloudformation(region), { clock, signal, pace: this.pace });
    this.watchers.set(place, watcher);
    return watcher;
  }
}
