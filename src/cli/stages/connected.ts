import type { Environment } from '../../model/environment.ts';
import type { Run } from '../../model/run.ts';
import type { Context } from '../context.ts';
import { telling } from './refusal.ts';

/**
 * Connects to AWS for these environments, does the work, and closes the connection whatever came of it. What is refused or
 * fails as a whole is told in the documents of `about`: the environments that the command was given.
 */
export async function connected<T>(
  context: Context,
  environments: readonly Environment[],
  work: (run: Run) => Promise<T>,
  about: readonly Environment[] = environments,
): Promise<T> {
  const documents = about.map(({ name }) => ({ environment: name }));
  return telling(documents, async () => {
    const connection = await context.connect({ context, environments });
    try {
      return await work(connection.run);
    } finally {
      await connection.close();
    }
  });
}
