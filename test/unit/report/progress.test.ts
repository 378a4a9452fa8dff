import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Event } from '../../../src/model/run.ts';
import type { Output } from '../../../src/host.ts';
import { liveProgress } from '../../../src/report/live.ts';
import { lineProgress } from '../../../src/report/progress.ts';
import { styleOf } from '../../../src/report/style.ts';
import { handClock } from '../../support/hand-clock.ts';
import { testHost } from '../../support/host.ts';

const plain = styleOf(false);

function event(message: string, phase: Event['phase'] = 'progress', subject = 'notes'): Event {
  return { environment: 'dev', subject, phase, message };
}

describe('progress in lines', () => {
  function told(act: (emit: (event: Event) => void, pass: (seconds: number) => void) => void): string[] {
    const { stderr } = testHost();
    const clock = handClock();
    const progress = lineProgress(stderr, clock, plain);
    act(progress.emit, clock.pass);
    progress.close();
    return stderr.text().split('\n');
  }

  it('stands in columns', () => {
    const lines = told((emit) => {
      emit(event('creating'));
      emit(event('creating', 'progress', 'a-service-of-a-longer-name'));
      emit(event('updating'));
    });
    expect(lines).toEqual([
      '12:00:00 · dev/notes         creating',
      '12:00:00 · dev/a-service-of-a-longer-name  creating',
      '12:00:00 · dev/notes                       updating',
      '',
      '',
    ]);
  });

  it('says once what is waited for, and again after a minute', () => {
    const lines = told((emit, pass) => {
      for (let second = 0; second <= 70; second += 10) {
        emit(event('is being made', 'waiting', 'account'));
        pass(10);
      }
    });
    expect(lines.filter(Boolean).map((line) => line.slice(0, 8))).toEqual(['12:00:00', '12:01:00']);
  });

  it('leaves out the statuses that a stack has anyway, and no others', () => {
    const lines = told((emit) => {
      emit(event('stack CREATE_IN_PROGRESS'));
      emit(event('stack UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'));
      emit(event('stack ROLLBACK_IN_PROGRESS'));
      emit(event('stack CREATE_COMPLETE'));
    });
    expect(lines.filter(Boolean)).toEqual(['12:00:00 · dev/notes         stack ROLLBACK_IN_PROGRESS']);
  });

  it('ends with the time that it took', () => {
    const lines = told((emit, pass) => {
      emit(event('is not deployed yet', 'started'));
      pass(34);
      emit(event('created', 'done'));
    });
    expect(lines[1]).toBe('12:00:34 ✓ dev/notes         created  34 s');
  });

  it('sets nothing apart when nothing was shown', () => {
    expect(told(() => undefined)).toEqual(['']);
  });
});

describe('live progress', () => {
  function terminal(rows = 20): { stream: Output; text(): string } {
    let written = '';
    const text = (): string => {
      const since = written;
      written = '';
      return since;
    };
    return { stream: { isTerminal: true, columns: 60, rows, write: (piece) => void (written += piece) }, text };
  }

  /** What a terminal is told to take away again. */
  // eslint-disable-next-line no-control-regex -- erases a line
  const ERASED = /\u001B\[2K|\u001B\[\d*[AJ]/;

  it('takes nothing away while it shows nothing', () => {
    const { stream, text } = terminal();
    const progress = liveProgress(stream, handClock(), plain, false);
    progress.emit(event('vite v7 building'));
    progress.hide();
    progress.close();
    expect(text()).toContain('· dev/notes         vite v7 building\n');
    expect(text()).not.toMatch(ERASED);
  });

  it('shows what is under way until it is over, in no more than the width of the terminal', () => {
    const { stream, text } = terminal();
    const clock = handClock();
    const progress = liveProgress(stream, clock, plain, false);
    progress.emit(event('is not deployed yet', 'started'));
    progress.emit(event(`running ${'x'.repeat(100)}`));
    const drawn = text();
    clock.pass(5);
    progress.emit(event('created', 'done'));
    progress.close();
    for (const line of stripVTControlCharacters(drawn).split('\n')) expect(line.length).toBeLessThanOrEqual(60);
    expect(drawn).toContain('… dev/notes');
    expect(text()).toMatch(ERASED);
  });

  it('leaves a line for what is over', () => {
    const { stream, text } = terminal();
    const clock = handClock();
    const progress = liveProgress(stream, clock, plain, false);
    progress.emit(event('is not deployed yet', 'started'));
    clock.pass(5);
    progress.emit(event('created', 'done'));
    progress.close();
    expect(text()).toContain('✓ dev/notes         created  5 s\n');
  });
});
