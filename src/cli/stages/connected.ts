import type { Environment } from '../../model/environment.ts';
import type { Run } from '../../model/run.ts';
import type { Context } from '../context.ts';

/** Connects to AWS for these environments, does the work, and closes the connection whatever came of it. */
export async function connected<T>(
  context: Context,
  environments: readonly Environment[],
  work: (run: Run) => Promise<T>,
): Promise<T> {
  const connection = await context.connect({ context, environments });
  try {
    return await work(connection.run);
  } finally {
    await connection.close();
  }
}
