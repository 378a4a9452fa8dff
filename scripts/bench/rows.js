// What a section yields: { what, value, unit, bound?, within?, note? }.

/** A bound, where there is one, is the most that the value may be. */
export function row(what, value, unit, bound, more = {}) {
  const kept = bound === undefined ? {} : { bound, within: value <= bound };
  return { what, value: Math.round(value * 1_000) / 1_000, unit, ...kept, ...more };
}

/** The bound is the least that the value may be. */
export function atLeast(what, value, bound, note) {
  return { ...row(what, value, 'of the bound'), bound, within: value >= bound, note };
}

/** What a command took of the processor, with its time and calls. */
export function told(what, { seconds, cpuSeconds, calls: count }) {
  return row(what, cpuSeconds, 'CPU seconds', undefined, { note: `${seconds} s of virtual time, ${count} calls` });
}
