import { describe, expect, it } from 'vitest';
import type { Event } from '../../../src/model/run.ts';
import { callText } from '../../../src/report/calls.ts';
import { clean } from '../../../src/report/clean.ts';
import { lineProgress, silent } from '../../../src/report/progress.ts';
import { styleOf } from '../../../src/report/style.ts';
import { cell, tableText } from '../../../src/report/table.ts';
import { testHost } from '../../support/host.ts';

const plain = styleOf(false);

describe('a table', () => {
  it('has its columns below each other, and no lines', () => {
    expect(
      tableText(
        ['name', 'state'],
        [
          ['a', 'ACTIVE'],
          ['longer', '-'],
        ],
        plain,
        '  ',
      ),
    ).toBe(['  name    state', '  a       ACTIVE', '  longer  -', ''].join('\n'));
  });

  it('counts width as it is seen', () => {
    const painted = tableText(
      ['a', 'b'],
      [
        [styleOf(true).good('x'), '1'],
        ['xxx', '2'],
      ],
      plain,
    );
    expect(painted.split('\n')[1]).toMatch(/^\S+ {4}1$/);
  });

  it('has one line for each row', () => {
    expect(tableText(['a'], [['x\ny']], plain).split('\n')).toHaveLength(3);
  });

  it('breaks a reason between words where the terminal is narrow', () => {
    const reason = 'could not be deleted: it is stuck, and nobody knows why';
    const lines = tableText(['service', 'outcome', ''], [['a', 'failed', reason]], styleOf(false, 40), '  ').split(
      '\n',
    );
    expect(lines.slice(1, -1)).toEqual([
      '  a        failed',
      '      could not be deleted: it is stuck,',
      '      and nobody knows why',
    ]);
  });

  it('is nothing without rows', () => {
    expect(tableText(['a'], [], plain)).toBe('');
  });

  it.each([
    [null, '-'],
    [undefined, '-'],
    ['', '-'],
    [0, '0'],
    ['x\u001B', 'x\u{FFFD}'],
  ])('shows %j as %s', (value, text) => {
    expect(cell(value)).toBe(text);
  });
});

describe('text that came from elsewhere', () => {
  it.each([
    ['a terminal’s commands', '\u001B[2J\u009B0m', '\u{FFFD}[2J\u{FFFD}0m'],
    ['a turned direction', 'a\u202Eb\u2066c', 'a\u{FFFD}b\u{FFFD}c'],
    ['a bell, a return and a deletion', '\u0007\r\u007F', '\u{FFFD}\u{FFFD}\u{FFFD}'],
    [
      'commands of a log of GitHub',
      'no luck\n ::error file=a::x\n##[add-mask]y',
      'no luck\n : :error file=a::x\n## [add-mask]y',
    ],
    [
      'addresses and types',
      '::/0\n::1\n::ffff:10.0.0.1\nAWS::S3::Bucket',
      '::/0\n::1\n::ffff:10.0.0.1\nAWS::S3::Bucket',
    ],
    ['what is harmless', 'ä\t\n€ 漢字 👩‍👩‍👧', 'ä\t\n€ 漢字 👩‍👩‍👧'],
  ])('%s', (_, text, shown) => {
    expect(clean(text)).toBe(shown);
  });
});

describe('progress', () => {
  const clock = {
    now: () => Date.UTC(2026, 0, 1, 12, 34, 56),
    sleep: () => Promise.resolve(),
    during: <T>(work: Promise<T>) => work,
  };
  const event = (given: Partial<Event>): Event => ({
    environment: 'dev',
    subject: 'notes',
    phase: 'started',
    message: 'creating',
    ...given,
  });

  it('is one line an event, with the time', () => {
    const { stderr } = testHost();
    const progress = lineProgress(stderr, clock, plain);
    for (const phase of ['started', 'progress', 'waiting', 'done', 'failed', 'skipped', 'note'] as const)
      progress.emit(event({ phase, message: phase }));
    progress.close();
    expect(stderr.text()).toMatchInlineSnapshot(`
      "12:34:56 · dev/notes         started
      12:34:56 · dev/notes         progress
      12:34:56 … dev/notes         waiting
      12:34:56 ✓ dev/notes         done
      12:34:56 ✗ dev/notes         failed
      12:34:56 - dev/notes         skipped
      12:34:56 · dev/notes         note

      "
    `);
  });

  it('stays one line, whatever AWS says', () => {
    const { stderr } = testHost();
    lineProgress(stderr, clock, plain).emit(event({ message: 'a\nb\u001B[2J' }));
    expect(stderr.text().trimEnd().split('\n')).toHaveLength(1);
    expect(stderr.text()).not.toContain('\u001B');
  });

  it('may be silent', () => {
    expect(() => silent.emit(event({}))).not.toThrow();
  });
});

describe('a call to AWS', () => {
  const call = {
    service: 'STS',
    operation: 'AssumeRole',
    account: '1',
    region: 'eu-west-1',
    attempt: 1,
    start: 0,
    waited: 0,
    duration: 12.6,
    error: null,
  };

  it('is one line', () => {
    expect(callText(call)).toBe('    STS:AssumeRole 1 eu-west-1 13 ms\n');
    expect(callText({ ...call, attempt: 3, error: 'Throttling\u001B' })).toBe(
      '    STS:AssumeRole 1 eu-west-1 13 ms attempt 3 Throttling\u{FFFD}\n',
    );
  });
});
