import type { CloudFormationGateway, StackEvent } from '../aws/types/cloudformation.ts';

/** Shortest time between two questions about the same stack, ms: somebody looks on, and nothing depends on it. */
const EVERY = 2_000;

/** What is in work within one stack, from its events: for somebody who watches. Never throws. */
export class ResourcesInWork {
  private readonly gateway: Pick<CloudFormationGateway, 'events'>;
  private readonly stackId: string;
  private readonly open = new Map<string, string>();
  private readonly seen = new Set<string>();
  private since: number;
  private asked = 0;
  private isAsking = false;

  /** `since`: when the operation was started, ms since 1970. */
  constructor(gateway: Pick<CloudFormationGateway, 'events'>, stackId: string, since: number) {
    this.gateway = gateway;
    this.stackId = stackId;
    this.since = since;
  }

  /** `creating Table, Function and 3 more`; null when nothing is known, or it was asked a moment ago. */
  async look(now: number): Promise<string | null> {
    if (this.isAsking || now - this.asked < EVERY) return null;
    this.asked = now;
    this.isAsking = true;
    try {
      const events = await this.gateway.events(this.stackId, this.since);
      for (const event of events.toReversed()) this.take(event);
      return this.text();
    } catch {
      return null;
    } finally {
      this.isAsking = false;
    }
  }

  private take({ id, time, logicalId, physicalId, status }: StackEvent): void {
    if (this.seen.has(id) || physicalId === this.stackId) return;
    this.seen.add(id);
    this.since = Math.max(this.since, time);
    const [, doing] = /^(CREATE|UPDATE|DELETE|IMPORT)_IN_PROGRESS$/.exec(status) ?? [];
    if (doing === undefined) this.open.delete(logicalId);
    else this.open.set(logicalId, DOING[doing] ?? '');
  }

  private text(): string | null {
    const [first, ...others] = [...this.open];
    if (!first) return null;
    const [name, doing] = first;
    const alike = others.filter(([, other]) => other === doing).map(([other]) => other);
    const shown = [name, ...alike].slice(0, SHOWN);
    const rest = this.open.size - shown.length;
    return `${doing} ${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
  }
}

const SHOWN = 3;

const DOING: Readonly<Record<string, string>> = {
  CREATE: 'creating',
  UPDATE: 'updating',
  DELETE: 'deleting',
  IMPORT: 'importing',
};
