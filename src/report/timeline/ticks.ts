/** Distances that a person reads easily, in seconds. */
const STEPS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400];

/** More would stand too close together. */
const MOST = 7;

/** Marks of an axis from 0 to at most `total` seconds: two at least, seven at most. */
export function ticksOf(total: number): number[] {
  const step = STEPS.find((candidate) => total / candidate < MOST) ?? Math.ceil(total / MOST / 3_600) * 3_600;
  const count = Math.floor(total / step) + 1;
  return Array.from({ length: count }, (_, index) => Math.round(index * step * 10) / 10);
}
