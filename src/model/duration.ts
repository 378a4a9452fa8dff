const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** Milliseconds of `90s`, `10m`, `2h`, `14d`, `1w`; null for anything else. */
export function durationOf(text: string): number | null {
  const [, count, unit] = /^(\d+)([smhdw])$/.exec(text) ?? [];
  const size = UNITS[unit ?? ''];
  return size === undefined ? null : Number(count) * size;
}
