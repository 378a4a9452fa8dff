import { describe, expect, it } from 'vitest';
import type { DeployedService, ReportedDeployment } from '../../../src/report/page/data.ts';
import { ganttDrawing } from '../../../src/report/timeline/gantt.ts';
import { ticksOf } from '../../../src/report/timeline/ticks.ts';
import { timelineOf } from '../../../src/report/timeline/timeline.ts';

const AT = '2026-11-21T11:50:00.000Z';

function service(
  name: string,
  after: number | null,
  seconds = 0,
  more: Partial<DeployedService> = {},
): DeployedService {
  const started = after === null ? null : new Date(Date.parse(AT) + after * 1_000).toISOString();
  return {
    service: name,
    region: 'eu-west-1',
    outcome: 'created',
    started,
    waitedFor: [],
    seconds: after === null ? null : seconds,
    ...more,
  };
}

function deployment(...services: readonly DeployedService[]): ReportedDeployment {
  return { id: 'd1', at: AT, by: 'emma', commit: null, outcome: 'succeeded', seconds: 100, services };
}

const keys = (...names: string[]): string[] => names.map((name) => `dev/${name}@eu-west-1`);

describe('the timeline of a deployment', () => {
  it('follows the critical path backwards from what ended last', () => {
    const timeline = timelineOf(
      'dev',
      deployment(
        service('users', 70, 20, { waitedFor: keys('notes', 'auth') }),
        service('auth', 5, 10),
        service('notes', 40, 30, { waitedFor: keys('database') }),
        service('database', 2, 38),
        service('alone', 2, 80),
      ),
    );
    expect(timeline?.criticalPath).toEqual(keys('database', 'notes', 'users'));
    expect(timeline?.rows.map(({ label, critical }) => [label, critical])).toEqual([
      ['alone', false],
      ['database', true],
      ['auth', false],
      ['notes', true],
      ['users', true],
    ]);
  });

  it('takes no notice of what it waited for in other environments, and of a circle in a damaged record', () => {
    const circle = deployment(
      service('a', 0, 10, { waitedFor: [...keys('b'), 'staging/x@eu-west-1'] }),
      service('b', 0, 9, { waitedFor: keys('a') }),
    );
    expect(timelineOf('dev', circle)?.criticalPath).toEqual(keys('b', 'a'));
  });

  it('has a row for what had no turn, last, and names the region of what is in several', () => {
    const timeline = timelineOf(
      'dev',
      deployment(
        service('skipped', null, 0, { outcome: 'skipped' }),
        service('web', 1, 5),
        service('web', 1, 6, { region: 'us-east-1' }),
      ),
    );
    expect(timeline?.rows.map(({ label, turn }) => [label, turn?.end ?? null])).toEqual([
      ['web in eu-west-1', 6],
      ['web in us-east-1', 7],
      ['skipped', null],
    ]);
  });

  it('is none for a record without times', () => {
    expect(timelineOf('dev', deployment(service('notes', null)))).toBeNull();
    expect(timelineOf('dev', deployment())).toBeNull();
  });

  it('is read aloud with its critical path', () => {
    const timeline = timelineOf('dev', deployment(service('a', 0, 10), service('b', 10, 5, { waitedFor: keys('a') })))!;
    const { title, description } = ganttDrawing(timeline, 'dev-timeline');
    expect(title).toBe('Timeline of the last deployment of dev');
    expect(description).toContain('The critical path: a, then b.');
    expect(description).toContain('b (created) began after 10 s and took 5 s.');
  });
});

describe('the axis of a timeline', () => {
  it.each([0, 0.3, 1, 9, 42, 61, 299, 3_599, 40_000, 400_000])(
    'of %d s has two to eight marks at round times',
    (total) => {
      const ticks = ticksOf(total);
      expect(ticks[0]).toBe(0);
      expect(ticks.length).toBeLessThanOrEqual(8);
      expect(ticks.at(-1)).toBeLessThanOrEqual(total);
      if (total > 0.2) expect(ticks.length).toBeGreaterThanOrEqual(2);
    },
  );
});
