import type { ServicePlan } from '../model/plan.ts';
import type { Site } from './site.ts';

/** The turn of one service, timed. How long a person thinks is left out: it says nothing of the next deployment. */
export class Turn {
  /** Ms since 1970. */
  readonly started: number;
  /** The site as it was, but whose questions stop the time. */
  readonly site: Site;
  private asked = 0;

  constructor(site: Site) {
    this.started = site.run.clock.now();
    this.site = { ...site, approve: (service) => this.asking(site, service) };
  }

  /** So far, or in all. */
  seconds(): number {
    return (this.site.run.clock.now() - this.started - this.asked) / 1_000;
  }

  private async asking(site: Site, service: ServicePlan): Promise<boolean> {
    const since = site.run.clock.now();
    try {
      return await site.approve(service);
    } finally {
      this.asked += site.run.clock.now() - since;
    }
  }
}
