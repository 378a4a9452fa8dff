import { fail } from '../../diagnostics/error.ts';

/** What a person answered; null is Ctrl-C. Throws Interrupted then: it is no answer, and stops the run as a signal does. */
export function answered<T>(answer: T | null): T {
  return answer ?? fail('Interrupted', 'interrupted at a question', { hint: 'run the same command again' });
}
