/** Reads the same in every region, side by side. */
export async function byRegion<T>(
  regions: readonly string[],
  read: (region: string) => Promise<readonly T[]>,
): Promise<Record<string, readonly T[]>> {
  const lists = await Promise.all(regions.map(async (region) => [region, await read(region)] as const));
  return Object.fromEntries(lists);
}
