import { createLogUpdate } from 'log-update';
import type { Output } from '../host.ts';
import type { Clock } from '../model/clock.ts';
import { Board } from './board.ts';
import { EventLines } from './event-lines.ts';
import type { Progress } from './progress.ts';
import { Screen } from './screen.ts';
import type { Style } from './style.ts';

/** How often elapsed times are drawn anew, ms. */
const EVERY = 200;

/**
 * What is under way stays at the bottom and is drawn anew; what is over scrolls up as lines. `ticks`: false where time passes
 * only between events, as on the embedded AWS.
 */
export function liveProgress(output: Output, clock: Clock, style: Style, ticks: boolean): Progress {
  const stream = new Screen(output);
  const screen = createLogUpdate(stream);
  const lines = new EventLines(clock, style);
  const board = new Board(clock, lines, style);
  let hasShown = false;
  let isDrawn = false;
  const clear = (): void => {
    if (isDrawn) screen.clear();
    isDrawn = false;
  };
  const draw = (): void => {
    const shown = board.shown(stream.columns, stream.rows);
    if (shown.length === 0) clear();
    else screen(shown.join('\n'));
    isDrawn = shown.length > 0;
    stream.flush();
  };
  const hide = (): void => {
    clear();
    stream.flush();
  };
  const timer = ticks ? setInterval(draw, EVERY) : null;
  timer?.unref();
  return {
    emit: (event) => {
      const line = lines.next(event, stream.columns);
      if (board.tell(event)) {
        clear();
        stream.write(`${line}\n`);
        hasShown = true;
      }
      draw();
    },
    hide,
    close: () => {
      if (timer) clearInterval(timer);
      hide();
      screen.done();
      if (hasShown) output.write('\n');
      hasShown = false;
    },
  };
}
