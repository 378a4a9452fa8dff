import type { Fault } from '../model/sandbox.ts';
import type { Span } from './timeline.ts';

/** A failure to try, and whom it concerns. */
export interface Trial {
  readonly fault: Fault;
  /** Null: every environment of the run. */
  readonly environment: string | null;
  readonly subject: string | null;
  /** Seconds after the beginning; null for what lasts all the time. */
  readonly at: number | null;
}

export interface TrialInput {
  /** When the rehearsal without failures began and ended, ms since 1970. */
  readonly begin: number;
  readonly end: number;
  readonly spans: readonly Span[];
  /** What it changed. */
  readonly changed: readonly Changed[];
  /** When it last asked each service of AWS, ms since 1970. */
  readonly lastCalls: Readonly<Record<string, number>>;
}

/** A service, and how its stack can fail: the whole of it, or one of those of its stack set. */
interface Changed {
  readonly environment: string;
  readonly subject: string;
  readonly fault: Extract<Fault, { kind: 'service' | 'instance' }>;
}

/** An outage outlasts the patience of a request, so that it shows. */
const OUTAGE_MS = 300_000;

/**
 * The failures that are tried on a deployment: each service that changes fails, a stack set in one account; the process ends in the middle of each step;
 * credentials end in the middle of the whole; each service of AWS that it still asks then is away for five minutes;
 * requests are throttled; answers are lost.
 */
export function trialsFor({ begin, end, spans, changed, lastCalls }: TrialInput): Trial[] {
  const middle = Math.round((begin + end) / 2);
  const after = (moment: number): number => Math.round((moment - begin) / 100) / 10;
  const services = changed.map((one): Trial => ({ ...one, at: null }));
  const kills = spans
    .filter((span) => span.end > span.start)
    .map(({ environment, subject, start, end: last }): Trial => {
      const at = Math.round((start + last) / 2);
      return { fault: { kind: 'killed', at }, environment, subject, at: after(at) };
    });
  const used = Object.keys(lastCalls)
    .filter((service) => (lastCalls[service] ?? 0) >= middle)
    .sort();
  const outages = used.map((service): Trial => {
    const fault = { kind: 'outage', service, from: middle, until: middle + OUTAGE_MS } as const;
    return { fault, environment: null, subject: service, at: after(middle) };
  });
  return [
    ...services,
    ...kills,
    { fault: { kind: 'expired', at: middle }, environment: null, subject: null, at: after(middle) },
    ...outages,
    { fault: { kind: 'throttled' }, environment: null, subject: null, at: null },
    { fault: { kind: 'lost' }, environment: null, subject: null, at: null },
  ];
}
