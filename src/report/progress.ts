import type { Output } from '../host.ts';
import type { Clock } from '../model/clock.ts';
import type { Event } from '../model/run.ts';
import { EventLines, isExpected, labelOf } from './event-lines.ts';
import type { Style } from './style.ts';

/** Shows what happens while it happens, on stderr. */
export interface Progress {
  readonly emit: (event: Event) => void;
  /** Takes the live part away for as long as a question stands there. */
  hide(): void;
  /** Takes the live part away and sets what was shown apart from what follows; nothing is shown after that. */
  close(): void;
}

export const silent: Progress = { emit: () => undefined, hide: () => undefined, close: () => undefined };

/** One line an event, with the time: for logs and CI. */
export function lineProgress(output: Output, clock: Clock, style: Style): Progress {
  const told = new Map<string, { text: string; at: number }>();
  const lines = new EventLines(clock, style);
  return {
    emit: (event) => {
      const label = labelOf(event);
      const before = told.get(label);
      const isStale = before?.text === event.message && clock.now() - before.at < AGAIN_MS;
      const line = lines.next(event);
      if (isStale || isExpected(event) || event.phase === 'queued') return;
      told.set(label, { text: event.message, at: clock.now() });
      output.write(`${style.dim(timeOf(clock.now()))} ${line}\n`);
    },
    hide: () => undefined,
    close: () => {
      if (told.size > 0) output.write('\n');
      told.clear();
    },
  };
}

/** What is still waited for is said again after so long, so that nobody takes silence for an end. */
const AGAIN_MS = 60_000;

function timeOf(now: number): string {
  return new Date(now).toISOString().slice(11, 19);
}
