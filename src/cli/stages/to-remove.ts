import type { Environment } from '../../model/environment.ts';
import type { Context } from '../context.ts';
import { loadAll, loadNamed } from './load.ts';
import { prepareValid, type Prepared } from './prepare.ts';

/** What a command that takes environments down knows from files. */
export interface ToRemove {
  readonly prepared: readonly Prepared[];
  /** The environments that were named. */
  readonly named: readonly Environment[];
  /** Every environment of the project: one of them may borrow from those. */
  readonly all: readonly Environment[];
}

/** Reads them. The definitions as they are written are let go: there may be very many. */
export async function readToRemove(context: Context, names: readonly string[]): Promise<ToRemove> {
  const loaded = await loadNamed(context, names);
  const prepared = await prepareValid(loaded);
  const { environments } = await loadAll(context, loaded);
  return { prepared, named: loaded.environments, all: environments };
}
