import { markup, type Markup } from '../markup.ts';

/** A moment to the minute, in UTC, as a reader and a program take it; a dash for none. */
export function when(iso: string | null): Markup {
  const moment = iso === null ? Number.NaN : Date.parse(iso);
  if (Number.isNaN(moment)) return markup`–`;
  const exact = new Date(moment).toISOString();
  return markup`<time datetime="${exact}">${exact.slice(0, 16).replace('T', ' ')} UTC</time>`;
}
