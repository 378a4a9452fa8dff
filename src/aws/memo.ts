/** Makes each value once: later calls with an input of the same key get the same one. */
export function memo<Input, T>(
  make: (input: Input) => T,
  keyOf: (input: Input) => unknown = identity,
): (input: Input) => T {
  const made = new Map<unknown, T>();
  return (input) => {
    const key = keyOf(input);
    const value = made.get(key) ?? make(input);
    made.set(key, value);
    return value;
  };
}

/** The same for what takes time. All who ask meanwhile share one attempt; one that fails is forgotten. */
export function memoAsync<Input, T>(
  make: (input: Input) => Promise<T>,
  keyOf: (input: Input) => unknown = identity,
): (input: Input) => Promise<T> {
  const made = new Map<unknown, Promise<T>>();
  return (input) => {
    const key = keyOf(input);
    const known = made.get(key);
    if (known) return known;
    const asked = make(input);
    made.set(key, asked);
    asked.catch(() => made.delete(key));
    return asked;
  };
}

function identity(value: unknown): unknown {
  return value;
}
