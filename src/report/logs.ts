import type { LogLine } from '../model/logs.ts';
import { clean } from './clean.ts';
import type { Style } from './style.ts';

/** Lines of a log, each with its time (UTC) and where it was written. */
export function logText(lines: readonly Pick<LogLine, 'time' | 'group' | 'message'>[], style: Style): string {
  return lines
    .map(({ time, group, message }) => {
      const at = new Date(time).toISOString().replace('T', ' ').slice(0, -1);
      const name = group.slice(group.lastIndexOf('/') + 1);
      return `${style.dim(at)} ${style.accent(clean(name))} ${clean(message).trimEnd()}\n`;
    })
    .join('');
}
