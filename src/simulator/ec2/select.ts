import { itemsOf, textOf, textsOf, type Input } from '../input.ts';
import { own } from '../record.ts';
import { AwsFault } from '../service.ts';
import { notFound, type Kind } from './faults.ts';

/** How the values of a filter are read off one item. */
export type Filters<T> = Readonly<Record<string, (item: T) => string>>;

/**
 * The items that a Describe request asks for: by id (every id must be there) and by filters, which are joined by "and",
 * the values of one by "or". A filter that is not in `filters` is refused. Answers come on one page.
 */
export function select<T extends { readonly id: string }>(
  input: Input,
  items: Readonly<Record<string, T>>,
  kind: { readonly name: Kind; readonly ids: string; readonly filters: Filters<T> },
): T[] {
  const ids = textsOf(input, kind.ids);
  for (const id of ids) if (own(items, id) === undefined) throw notFound(kind.name, id);
  const wanted = filtersIn(input, kind.filters);
  return Object.values(items).filter(
    (item) =>
      (ids.length === 0 || ids.includes(item.id)) && wanted.every(({ read, values }) => matches(read(item), values)),
  );
}

interface Wanted<T> {
  readonly read: (item: T) => string;
  readonly values: readonly string[];
}

export function filtersIn<T>(input: Input, known: Filters<T>): Wanted<T>[] {
  return itemsOf(input, 'Filter').map((filter) => {
    const name = textOf(filter, 'Name') ?? '';
    const read = own(known, name);
    if (read === undefined) throw new AwsFault('InvalidParameterValue', `The filter '${name}' is invalid`);
    return { read, values: textsOf(filter, 'Value') };
  });
}

/** `*` stands for any text, `?` for one character. */
export function matches(value: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => {
    const source = pattern
      .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
    return new RegExp(`^${source}$`).test(value);
  });
}
