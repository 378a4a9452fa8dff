import type { PathStep } from '../model/rehearsal.ts';
import type { TimedEvent } from '../model/sandbox.ts';

/** One thing that took time. Moments are ms since 1970. */
export interface Span {
  readonly environment: string;
  /** `account`, `baseline`, or a service as events call it. */
  readonly subject: string;
  readonly start: number;
  readonly end: number;
}

/** From the first event of each subject that tells of work to the one that ends it. */
export function spansOf(events: readonly TimedEvent[], begin: number): Span[] {
  const open = new Map<string, number>();
  const spans: Span[] = [];
  for (const { environment, subject, phase, at } of events) {
    const key = JSON.stringify([environment, subject]);
    if (phase === 'started' || phase === 'progress') open.set(key, open.get(key) ?? at);
    if (phase !== 'done' && phase !== 'failed') continue;
    // An account tells only of its end: it is the first thing that is made.
    const start = open.get(key) ?? (subject === 'account' ? begin : at);
    if (subject !== 'lock') spans.push({ environment, subject, start, end: at });
    open.delete(key);
  }
  return spans;
}

/** What a subject of an environment waits for, as keys like its own: `<environment>/<subject>`. */
export type WaitsFor = ReadonlyMap<string, readonly string[]>;

/**
 * What the end of all had to wait for: the span that ended last, before it the one that ended last of those that it waited
 * for, and so on; every service waits for its environment's baseline, and that for the account.
 */
export function criticalPath(spans: readonly Span[], waitsFor: WaitsFor, begin: number, name: string): PathStep[] {
  const byKey = new Map<string, Span[]>();
  for (const span of spans) byKey.set(keyOf(span), [...(byKey.get(keyOf(span)) ?? []), span]);
  const path: Span[] = [];
  const own = spans.filter(({ environment }) => environment === name);
  for (let span = latest(own); span !== undefined;) {
    path.unshift(span);
    const { environment, subject } = span;
    const ready = [`${environment}/baseline`, `${environment}/account`];
    const before = subject === 'account' ? [] : [...(waitsFor.get(keyOf(span)) ?? []), ...ready];
    // A stack set of the baseline goes by the name of what every service waits for: what was waited for was over by then.
    const { start } = span;
    span = latest(
      before.flatMap((key) => byKey.get(key) ?? []).filter((each) => each.end <= start && !path.includes(each)),
    );
  }
  return path.map((span) => ({
    step: span.environment === name ? span.subject : keyOf(span),
    start: seconds(span.start - begin),
    seconds: seconds(span.end - span.start),
  }));
}

function latest(spans: readonly Span[]): Span | undefined {
  return spans.reduce<Span | undefined>((last, span) => (last && last.end >= span.end ? last : span), undefined);
}

function keyOf({ environment, subject }: Span): string {
  return `${environment}/${subject}`;
}

function seconds(ms: number): number {
  return Math.round(ms / 100) / 10;
}
