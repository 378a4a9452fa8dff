import type { Environment } from '../../model/environment.ts';
import type { Context } from '../context.ts';
import { load } from '../stages/load.ts';
import type { Names } from './complete.ts';

/** Names out of the definitions, read at most once. Where there are none, or none that can be read, nothing is named. */
export function namesFrom(context: Context): Names {
  let reading: Promise<readonly Environment[]> | null = null;
  const environments = (): Promise<readonly Environment[]> => (reading ??= read(context));
  const chosen = async (names: readonly string[]): Promise<readonly Environment[]> => {
    const all = await environments();
    const named = all.filter(({ name }) => names.includes(name));
    return named.length > 0 ? named : all;
  };
  return {
    environments: async () => (await environments()).map(({ name }) => name),
    services: async (names) => (await chosen(names)).flatMap(({ services }) => services.map(({ name }) => name)),
    keys: async (names) =>
      (await chosen(names)).flatMap(({ services }) =>
        services.flatMap(({ name, runtime }) => runtime.map(({ key }) => `${name}/${key}`)),
      ),
  };
}

async function read(context: Context): Promise<readonly Environment[]> {
  try {
    return (await load(context, [])).environments;
  } catch {
    return [];
  }
}
