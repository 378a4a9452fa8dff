import type { CallCounter } from './types/aws.ts';
import type { CallRecord } from './options.ts';

/** Counts what `record` is told. */
export function createCounter(): CallCounter & { record(call: CallRecord): void } {
  const counts = new Map<string, number>();
  return {
    record({ service, operation }) {
      const key = `${service}:${operation}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    },
    total: () => [...counts.values()].reduce((sum, count) => sum + count, 0),
    byOperation: () => Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}
