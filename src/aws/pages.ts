import { fail } from '../diagnostics/error.ts';

/**
 * All items of a paginated operation. A page may be empty and still have a successor; only a missing token ends it. A
 * token that comes twice ends it too: some endpoints repeat the last one for ever. `enough` stops early.
 */
export async function allPages<Page, Item>(
  fetch: (token: string | undefined) => Promise<Page>,
  items: (page: Page) => readonly Item[] | undefined,
  next: (page: Page) => string | undefined,
  enough: (items: readonly Item[]) => boolean = () => false,
): Promise<Item[]> {
  const found: Item[] = [];
  const seen = new Set<string>();
  let token: string | undefined;
  for (;;) {
    const page = await fetch(token);
    for (const item of listOf(items(page))) found.push(item);
    token = next(page);
    if (token === undefined || token === '' || seen.has(token) || enough(found)) return found;
    seen.add(token);
  }
}

/** The types of the SDK promise a list; what stands between us and AWS does not. */
function listOf<Item>(items: readonly Item[] | undefined): readonly Item[] {
  if (items === undefined || Array.isArray(items)) return items ?? [];
  return fail('AwsError', 'AWS answered with something else than the list that was asked for', {
    hint: 'look at what stands between this machine and AWS: a proxy may change its answers',
  });
}
