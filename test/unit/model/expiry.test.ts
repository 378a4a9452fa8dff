import { describe, expect, it } from 'vitest';
import { durationOf } from '../../../src/model/duration.ts';
import { expiryOf } from '../../../src/model/expiry.ts';

const NOW = Date.parse('2026-11-21T10:30:00Z');

describe('expiryOf', () => {
  it.each([
    [null, null],
    ['1d', '2026-11-22T10:30:00.000Z'],
    ['14d', '2026-12-05T10:30:00.000Z'],
    ['2026-11-30', '2026-12-01T00:00:00.000Z'],
    ['2026-11-01', '2026-11-02T00:00:00.000Z'],
  ])('%s ends at %s', (expires, end) => {
    expect(expiryOf(expires, NOW)).toBe(end === null ? null : Date.parse(end));
  });
});

describe('durationOf', () => {
  it.each([
    ['90s', 90_000],
    ['10m', 600_000],
    ['2h', 7_200_000],
    ['1d', 86_400_000],
    ['1w', 604_800_000],
    ['10', null],
    ['m', null],
    ['1.5h', null],
    ['-1h', null],
    ['1y', null],
  ])('%s is %s ms', (text, ms) => {
    expect(durationOf(text)).toBe(ms);
  });
});
