/**
 * Lookup by a name that came from outside. `record[name]` would find `constructor` in every object and lose `__proto__`;
 * these three do not, and survive being saved as JSON.
 */
export function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

export function put<T>(record: Record<string, T>, key: string, value: T): void {
  Object.defineProperty(record, key, { value, writable: true, enumerable: true, configurable: true });
}

export function drop(record: Record<string, unknown>, key: string): void {
  Reflect.deleteProperty(record, key);
}
