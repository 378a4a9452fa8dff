import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { buildIdentity, runBuild, type BuildInput } from './build.ts';

/** Either what was made of a built directory, or why it could not be built. */
export type Built<T> = { readonly value: T } | { readonly failure: Diagnostic };

interface Task {
  readonly identity: string;
  readonly build: BuildInput;
  readonly start: (failure: Diagnostic | null) => Promise<void>;
  readonly reject: (error: unknown) => void;
}

/** One directory: what was built in it last, and who waits for it. */
interface Place {
  readonly waiting: Task[];
  last: { readonly identity: string; readonly failure: Diagnostic | null } | null;
  busy: boolean;
}

/**
 * The builds of one run. Builds in one directory overwrite each other's files, so each has the directory for itself until
 * what it made has been used; those that would make the same thing come one after another, and only the first of them runs.
 */
export class Builds {
  private readonly places = new Map<string, Place>();
  private readonly line: (build: BuildInput, text: string) => void;
  private readonly signal: AbortSignal;

  /** `line` is called with each line that a build prints. */
  constructor(line: (build: BuildInput, text: string) => void, signal: AbortSignal) {
    this.line = line;
    this.signal = signal;
  }

  /** Builds, unless that was done just before, and then calls `use` (packaging) while nobody else changes the directory. */
  run<T>(build: BuildInput, use: () => Promise<T>): Promise<Built<T>> {
    const place = this.places.get(build.directory) ?? { waiting: [], last: null, busy: false };
    this.places.set(build.directory, place);
    return new Promise((resolve, reject) => {
      const start = async (failure: Diagnostic | null): Promise<void> =>
        resolve(failure ? { failure } : { value: await use() });
      place.waiting.push({ identity: buildIdentity(build), build, start, reject });
      void this.work(place);
    });
  }

  private async work(place: Place): Promise<void> {
    if (place.busy) return;
    place.busy = true;
    for (let task = takeNext(place); task; task = takeNext(place)) await this.perform(task, place).catch(task.reject);
    place.busy = false;
  }

  private async perform({ identity, build, start }: Task, place: Place): Promise<void> {
    if (place.last?.identity !== identity) {
      place.last = null;
      place.last = { identity, failure: await runBuild(build, (text) => this.line(build, text), this.signal) };
    }
    await start(place.last.failure);
  }
}

/** Those that need what is there now go first. */
function takeNext({ waiting, last }: Place): Task | undefined {
  const same = waiting.findIndex(({ identity }) => identity === last?.identity);
  return waiting.splice(Math.max(same, 0), 1)[0];
}
