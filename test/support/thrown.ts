import { EnvctlError } from '../../src/diagnostics/error.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';

/** The first diagnostic of the EnvctlError that work ends with; fails the test when it ends otherwise. */
export async function refusalOf(work: Promise<unknown>): Promise<Diagnostic> {
  const error: unknown = await work.then(
    () => new Error('it did not fail'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof EnvctlError) return error.diagnostics[0];
  throw error instanceof Error ? error : new Error(String(error));
}
