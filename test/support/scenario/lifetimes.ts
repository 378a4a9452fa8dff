import type { Insider } from './witness.ts';

/** When AWS began and when it ended the creation of a stack, ms since 1970. */
export interface Lifetime {
  readonly begun: number;
  readonly ended: number;
}

/** Reads the events of all living stacks; the answer tells the lifetime of each by its name. */
export async function lifetimes(inside: Insider, region?: string): Promise<(stack: string) => Lifetime> {
  const all = new Map<string, Lifetime>();
  for (const name of Object.keys(await inside.stacks(region))) {
    const events = (await inside.events(name, region)).filter(({ LogicalResourceId }) => LogicalResourceId === name);
    const timeOf = (status: string): number =>
      events.find(({ ResourceStatus }) => ResourceStatus === status)?.Timestamp?.getTime() ?? Number.NaN;
    all.set(name, { begun: timeOf('CREATE_IN_PROGRESS'), ended: timeOf('CREATE_COMPLETE') });
  }
  return (stack) => all.get(stack) ?? { begun: Number.NaN, ended: Number.NaN };
}
