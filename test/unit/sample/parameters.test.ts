import { describe, expect, it } from 'vitest';
import {
  cached,
  outputReader,
  parameterReader,
  type Page,
} from '../../../environments/services/shared/nodejs/parameters.mjs';

describe('the reader of run-time parameters', () => {
  it('reads all pages below its path and names values by their key', async () => {
    const pages: Record<string, Page> = {
      first: { Parameters: [{ Name: '/notes/dev/notes/A', Value: '1' }], NextToken: 'second' },
      second: { Parameters: [], NextToken: 'third' },
      third: { Parameters: [{ Name: '/notes/dev/notes/B', Value: 'x=y' }] },
    };
    const paths = new Set<string>();
    const read = parameterReader({
      path: '/notes/dev/notes',
      seconds: 1,
      page: async ({ Path, NextToken = 'first' }) => {
        paths.add(Path);
        return pages[NextToken] ?? {};
      },
    });
    expect(await read()).toEqual({ A: '1', B: 'x=y' });
    expect([...paths]).toEqual(['/notes/dev/notes']);
  });
});

describe('the reader of outputs', () => {
  it('reads each service by itself, and again only when its time is over', async () => {
    const state = { time: 0, reads: [] as string[] };
    const outputs = outputReader({
      path: '/notes/dev/outputs',
      seconds: 30,
      now: () => state.time,
      get: async ({ Name }) => {
        state.reads.push(Name);
        return { Parameter: { Value: JSON.stringify({ Url: `https://${state.reads.length}` }) } };
      },
    });
    expect(await outputs('notes')).toEqual({ Url: 'https://1' });
    expect(await Promise.all([outputs('notes'), outputs('auth')])).toEqual([
      { Url: 'https://1' },
      { Url: 'https://2' },
    ]);
    state.time = 30_000;
    expect(await outputs('notes')).toEqual({ Url: 'https://3' });
    expect(state.reads).toEqual(['notes', 'auth', 'notes'].map((name) => `/notes/dev/outputs/${name}/_all`));
  });
});

describe('a cached value', () => {
  /** Reads 1, 2, 3 …; the time is set by hand, and so is failure. */
  function counter() {
    const state = { time: 0, reads: 0, broken: false };
    const read = cached(
      async () => {
        state.reads += 1;
        if (state.broken) throw new Error('no answer');
        return state.reads;
      },
      30,
      () => state.time,
    );
    return { state, read };
  }

  it('is read again only when its time is over', async () => {
    const { state, read } = counter();
    expect(await read()).toBe(1);
    state.time = 29_999;
    expect(await read()).toBe(1);
    state.time = 30_000;
    expect(await read()).toBe(2);
  });

  it('is read once for all who ask at the same time', async () => {
    const { read } = counter();
    expect(await Promise.all([read(), read(), read()])).toEqual([1, 1, 1]);
  });

  it('stays in use when it cannot be read again, and is asked for again later', async () => {
    const { state, read } = counter();
    await read();
    state.broken = true;
    state.time = 30_000;
    expect(await read()).toBe(1);
    expect(await read()).toBe(1);
    expect(state.reads).toBe(2);
    state.broken = false;
    state.time = 60_000;
    expect(await read()).toBe(3);
  });

  it('fails while there is none, and is asked for again at once', async () => {
    const { state, read } = counter();
    state.broken = true;
    await expect(read()).rejects.toThrow('no answer');
    state.broken = false;
    expect(await read()).toBe(2);
  });
});
