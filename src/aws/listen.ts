import type { DeserializeMiddleware } from '@smithy/types';
import type { Command } from './service.ts';

/** What the headers of the last answer said. */
export interface Heard {
  /** AWS's clock, ms since 1970. */
  date: number | null;
  /** Milliseconds to wait before the next attempt. */
  retryAfter: number | null;
}

/** AWS is believed up to a minute; a proxy in between may ask for an hour. */
const LONGEST_MS = 60_000;

/** Has the headers of the answer to `command` written to `heard`, also when the answer is an error. */
export function listenTo(command: Command, heard: Heard): void {
  heard.date = null;
  heard.retryAfter = null;
  const listener: DeserializeMiddleware<object, object> = (next) => async (args) => {
    const result = await next(args);
    heard.date = momentOf(headerOf(result.response, 'date'));
    heard.retryAfter = pauseOf(headerOf(result.response, 'retry-after'), heard.date);
    return result;
  };
  command.middlewareStack.add(listener, { step: 'deserialize', priority: 'low', name: 'listenToHeaders' });
}

function headerOf(response: unknown, wanted: string): string | undefined {
  if (typeof response !== 'object' || response === null || !('headers' in response)) return undefined;
  const found = Object.entries(response.headers ?? {}).find(([name]) => name.toLowerCase() === wanted);
  return found && String(found[1]);
}

function momentOf(text: string | undefined): number | null {
  const moment = Date.parse(text ?? '');
  return Number.isNaN(moment) ? null : moment;
}

/** Seconds, or a date. */
function pauseOf(text: string | undefined, now: number | null): number | null {
  if (text === undefined) return null;
  const moment = momentOf(text);
  const pause = /^\d+$/.test(text) ? Number(text) * 1_000 : moment !== null && now !== null ? moment - now : null;
  return pause === null ? null : Math.max(0, Math.min(pause, LONGEST_MS));
}
