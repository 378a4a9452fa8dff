import { describe, expect, it } from 'vitest';
import { allPages } from '../../../src/aws/pages.ts';

interface Page {
  readonly items?: number[];
  readonly next?: string;
}

/** Pages by the token that leads to them; counts how many were asked for. */
function book(pages: Record<string, Page>) {
  const asked: (string | undefined)[] = [];
  const fetch = async (token?: string): Promise<Page> => {
    asked.push(token);
    return pages[token ?? 'first'] ?? {};
  };
  const read = (enough?: (items: readonly number[]) => boolean) =>
    allPages(
      fetch,
      (page) => page.items,
      (page) => page.next,
      enough,
    );
  return { read, asked };
}

describe('allPages', () => {
  it('goes on behind empty pages, until there is no token', async () => {
    const { read } = book({
      first: { items: [1], next: 'b' },
      b: { items: [], next: 'c' },
      c: { next: 'd' },
      d: { items: [2] },
    });
    expect(await read()).toEqual([1, 2]);
  });

  it('ends at a token that it has seen', async () => {
    const { read, asked } = book({ first: { items: [1], next: 'b' }, b: { items: [2], next: 'b' } });
    expect(await read()).toEqual([1, 2]);
    expect(asked).toEqual([undefined, 'b']);
  });

  it('ends at an empty token', async () => {
    const { read, asked } = book({ first: { items: [1], next: '' } });
    expect(await read()).toEqual([1]);
    expect(asked).toHaveLength(1);
  });

  it('asks for no more than is needed', async () => {
    const { read, asked } = book({ first: { items: [1, 2], next: 'b' }, b: { items: [3], next: 'c' }, c: {} });
    expect(await read((items) => items.length >= 3)).toEqual([1, 2, 3]);
    expect(asked).toEqual([undefined, 'b']);
  });
});
