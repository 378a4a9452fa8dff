import { describe, expect, it } from 'vitest';
import type { Event } from '../../../src/model/run.ts';
import { Board } from '../../../src/report/board.ts';
import { EventLines } from '../../../src/report/event-lines.ts';
import { styleOf } from '../../../src/report/style.ts';
import { handClock } from '../../support/hand-clock.ts';

const plain = styleOf(false);

/** A run of `database → notes → users` and `uploads`, each of which is expected to take so long. */
function board(expected: Readonly<Record<string, number | null>>, needs: Readonly<Record<string, string[]>> = {}) {
  const clock = handClock();
  const lines = new EventLines(clock, plain);
  const made = new Board(clock, lines, plain);
  const tell = (subject: string, phase: Event['phase'], message: string, more: Partial<Event> = {}): boolean => {
    const event = { environment: 'dev', subject, phase, message, ...more };
    lines.next(event);
    return made.tell(event);
  };
  for (const [subject, seconds] of Object.entries(expected)) {
    const after = (needs[subject] ?? []).map((need) => `dev/${need}`);
    tell(subject, 'queued', 'create', { turn: { after, expected: seconds } });
  }
  return { clock, tell, shown: (columns = 100, rows = 24) => made.shown(columns, rows) };
}

const FOUR = { database: 30, notes: 40, uploads: 10, users: 20 };
const NEEDS = { notes: ['database'], users: ['notes'] };

describe('what a terminal shows of a run', () => {
  it('is every service: in work, or after what it comes', () => {
    const { clock, tell, shown } = board(FOUR, NEEDS);
    tell('database', 'started', 'is not deployed yet');
    tell('uploads', 'started', 'is not deployed yet');
    clock.pass(5);
    tell('database', 'progress', 'creating Table');
    tell('database', 'progress', 'stack CREATE_IN_PROGRESS');
    expect(shown()).toEqual([
      '… dev/database      creating Table  5 s',
      '… dev/uploads       is not deployed yet  5 s',
      '· dev/notes         after database',
      '· dev/users         after notes',
      '  0 of 4 done, 5 s, about 1 min 25 s left · critical path dev/database → dev/notes → dev/users',
    ]);
  });

  it('leaves a line behind for what is over, and counts it', () => {
    const { clock, tell, shown } = board(FOUR, NEEDS);
    tell('database', 'started', 'is not deployed yet');
    clock.pass(31);
    expect(tell('database', 'done', 'created')).toBe(true);
    tell('notes', 'started', 'is not deployed yet');
    expect(shown().at(-1)).toBe('  1 of 4 done, 31 s, about 1 min 0 s left · critical path dev/notes → dev/users');
  });

  it('does not say how long it takes when a service on the way was never deployed', () => {
    const { shown } = board({ ...FOUR, notes: null }, NEEDS);
    expect(shown().at(-1)).toBe('  0 of 4 done, 0 s · critical path dev/database → dev/notes → dev/users');
  });

  it('is never higher than the terminal, nor wider', () => {
    const many = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`service-${index}`, 10]));
    const { tell, shown } = board(many);
    tell('service-7', 'started', `is not deployed yet ${'x'.repeat(100)}`);
    const lines = shown(50, 12);
    expect(lines.length).toBeLessThanOrEqual(11);
    expect(lines[0]).toContain('dev/service-7');
    expect(lines.at(-2)).toBe('  and 52 more');
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(50);
  });

  it('leaves half of a narrow terminal to what happens, however long a name is', () => {
    const { tell, shown } = board({ [`with-${'quite-'.repeat(6)}a-long-name`]: 10, b: 10 });
    tell('b', 'started', 'is not deployed yet');
    expect(shown(60)[0]).toBe('… dev/b                           is not deployed yet  0 s');
    expect(shown(60)[1]).toBe('· dev/with-quite-quite-quite-qu…  next');
  });

  it('is nothing once all is done', () => {
    const { tell, shown } = board({ database: null, notes: null });
    tell('database', 'done', 'created');
    tell('notes', 'skipped', 'database failed');
    expect(shown()).toEqual([]);
  });
});
