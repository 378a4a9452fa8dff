/**
 * Everything the simulator knows, as plain JSON: saved between commands, sent nowhere. Each service keeps its part under
 * its own name; `slice` gives it, made on first use.
 */
export interface SimulatorState {
  version: 1;
  /** Ids are counted, so that the same calls give the same ids. */
  sequence: number;
  /** Simulated time at the last request, ms since 1970. It never goes back. */
  now: number;
  /** What is still to happen, ordered by `due`, then by `order`. */
  queue: QueuedTask[];
  /** By service; account- and region-bound services key by account, then region. */
  services: Record<string, unknown>;
}

/** A task as data: `service` carries out its task `kind` with `data` at `due`, ms since 1970. */
export interface QueuedTask {
  due: number;
  order: number;
  service: string;
  kind: string;
  data: unknown;
}

/** The state of a world in which nothing has happened yet. */
export function emptyState(): SimulatorState {
  return { version: 1, sequence: 0, now: 0, queue: [], services: {} };
}

/** A service's part of the state. `initial` makes it when it is not there yet. */
export function slice<T>(state: SimulatorState, service: string, initial: () => T): T {
  state.services[service] ??= initial();
  return state.services[service] as T;
}

/** The next number, for ids. */
export function next(state: SimulatorState): number {
  state.sequence += 1;
  return state.sequence;
}
