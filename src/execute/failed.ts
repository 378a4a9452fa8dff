import type { Hold } from '../bucket/lock.ts';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { causeText, EnvctlError } from '../diagnostics/error.ts';

/** Whatever was thrown, as an EnvctlError: an abort is `Interrupted`, everything unforeseen `AwsError` with its cause. */
export function asFailure(error: unknown): EnvctlError {
  if (error instanceof EnvctlError) return error;
  if (error instanceof Error && error.name === 'AbortError') {
    return new EnvctlError([
      diagnostic('Interrupted', 'interrupted', { hint: 'run the same command again: it goes on' }),
    ]);
  }
  return new EnvctlError([diagnostic('AwsError', causeText(error))], { cause: error });
}

/** Why something had no turn, for a person. */
export const LOCK_LOST = 'the lock was lost before it was its turn';

/** That the lock was lost, when it was and nothing has told it yet: what was left out for it is no error of its own. */
export function lossOf(hold: Hold | null, told: readonly Diagnostic[]): readonly Diagnostic[] {
  if (!hold?.lost.aborted || told.some(({ code }) => code === 'Locked')) return [];
  return asFailure(hold.lost.reason).diagnostics;
}

/** What was thrown at a stack. A plain abort says what goes on in AWS; an interruption with a message of its own knows better. */
export function interruptedAt(
  error: unknown,
  { stack, region }: { readonly stack: string; readonly region: string },
): Diagnostic {
  const [failure] = asFailure(error).diagnostics;
  if (failure.code !== 'Interrupted' || error instanceof EnvctlError) return failure;
  return { ...failure, message: `interrupted: what has begun with stack ${stack} in ${region} goes on in AWS` };
}
