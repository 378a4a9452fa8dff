/** How much was read of what is counted. */
export interface Tally {
  reads: number;
}

/**
 * The same value, all the way down, with each property that is read counted as one, and each look at all of something as many as
 * there are: what grows faster than what it is about shows without a clock. For plain data.
 */
export function counted<T extends object>(value: T, tally: Tally): T {
  const wrapped = new WeakMap<object, object>();
  const wrap = <U>(item: U): U => {
    if (typeof item !== 'object' || item === null) return item;
    const known = wrapped.get(item) ?? new Proxy<object>(item, handler);
    wrapped.set(item, known);
    wrapped.set(known, known);
    return known as U;
  };
  const handler: ProxyHandler<object> = {
    get(target, key, receiver) {
      tally.reads += 1;
      return wrap(Reflect.get(target, key, receiver) as unknown);
    },
    ownKeys(target) {
      const keys = Reflect.ownKeys(target);
      tally.reads += keys.length;
      return keys;
    },
  };
  return wrap(value);
}
