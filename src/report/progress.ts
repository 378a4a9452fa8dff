import { createLogUpdate } from 'log-update';
import type { Output } from '../host.ts';
import type { Clock } from '../model/clock.ts';
import type { Event } from '../model/run.ts';
import { clean } from './clean.ts';
import { duration } from './outcomes.ts';
import type { Style } from './style.ts';

/** Shows what happens while it happens, on stderr. */
export interface Progress {
  readonly emit: (event: Event) => void;
  /** Takes the live part away for as long as a question stands there. */
  hide(): void;
  /** Takes the live part away; nothing is shown after that. */
  close(): void;
}

export const silent: Progress = { emit: () => undefined, hide: () => undefined, close: () => undefined };

/** One line an event, with the time: for logs and CI. */
export function lineProgress(output: Output, clock: Clock, style: Style): Progress {
  return {
    emit: (event) => output.write(`${style.dim(timeOf(clock.now()))} ${eventText(event, style)}\n`),
    hide: () => undefined,
    close: () => undefined,
  };
}

/** What is under way stays at the bottom and is drawn anew; what is over scrolls up as lines. */
export function liveProgress(stream: NodeJS.WriteStream, clock: Clock, style: Style): Progress {
  const screen = createLogUpdate(stream);
  const open = new Map<string, { event: Event; since: number }>();
  const draw = (): void =>
    screen([...open.values()].map(({ event, since }) => openText(event, clock.now() - since, style)).join('\n'));
  const timer = setInterval(draw, 200);
  timer.unref();
  return {
    emit: (event) => {
      const id = `${event.environment}/${event.subject}`;
      const since = open.get(id)?.since ?? clock.now();
      if (event.phase === 'started' || event.phase === 'progress' || event.phase === 'waiting')
        open.set(id, { event, since });
      else {
        open.delete(id);
        screen.clear();
        stream.write(`${eventText(event, style)}${style.dim(` ${duration((clock.now() - since) / 1_000)}`)}\n`);
      }
      draw();
    },
    hide: () => screen.clear(),
    close: () => {
      clearInterval(timer);
      screen.clear();
      screen.done();
    },
  };
}

function openText({ environment, subject, message }: Event, elapsed: number, style: Style): string {
  return `${style.accent('…')} ${environment} ${style.strong(clean(subject))} ${oneLine(message)} ${style.dim(duration(elapsed / 1_000))}`;
}

function eventText({ environment, subject, phase, message }: Event, style: Style): string {
  const mark =
    { done: style.good('✓'), failed: style.bad('✗'), skipped: style.warn('-'), waiting: style.warn('…') }[
      phase as string
    ] ?? style.dim('·');
  return `${mark} ${environment} ${style.strong(clean(subject))} ${oneLine(message)}`;
}

function oneLine(message: string): string {
  return clean(message).replaceAll(/\s*\n\s*/g, ' ');
}

function timeOf(now: number): string {
  return new Date(now).toISOString().slice(11, 19);
}
