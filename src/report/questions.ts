import type { Event } from '../model/run.ts';
import type { Progress } from './progress.ts';

/** Progress that keeps quiet while a person is asked, and then catches up; questions come one after another. */
export interface AskingProgress extends Progress {
  ask<T>(question: () => Promise<T>): Promise<T>;
}

/** Holds back what `progress` would show as long as a question is open. */
export function askingProgress(progress: Progress): AskingProgress {
  const held: Event[] = [];
  let open = 0;
  let last: Promise<unknown> = Promise.resolve();
  const release = (): void => {
    open -= 1;
    if (open === 0) for (const event of held.splice(0)) progress.emit(event);
  };
  return {
    emit: (event) => (open > 0 ? void held.push(event) : progress.emit(event)),
    hide: () => progress.hide(),
    close: () => progress.close(),
    ask: (question) => {
      open += 1;
      progress.hide();
      const answer = last.then(question).finally(release);
      last = answer.catch(() => undefined);
      return answer;
    },
  };
}
