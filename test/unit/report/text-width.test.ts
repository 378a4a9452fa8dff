import { describe, expect, it } from 'vitest';
import { escapeMarkup, markup } from '../../../src/report/markup.ts';
import { fitText, textWidth } from '../../../src/report/text-width.ts';

describe('the width of text', () => {
  it('grows with its letters', () => {
    expect(textWidth('', 15)).toBe(0);
    expect(textWidth('illi', 15)).toBeLessThan(textWidth('mmmm', 15));
    expect(textWidth('数据库', 10)).toBeGreaterThanOrEqual(30);
  });

  it('is kept by cutting', () => {
    const cut = fitText('notification-preferences', 13, 90);
    expect(cut).toMatch(/^notific.*…$/);
    expect(textWidth(cut, 13)).toBeLessThanOrEqual(90);
    expect(fitText('notes', 13, 90)).toBe('notes');
  });
});

describe('markup', () => {
  it('escapes values, but not markup, and joins lists', () => {
    const inner = markup`<b>${'a & b'}</b>`;
    expect(markup`<p title="${'"x"'}">${[inner, ' ', 3, null]}</p>`.text).toBe(
      '<p title="&quot;x&quot;"><b>a &amp; b</b> 3</p>',
    );
  });

  it('leaves no character that XML does not know', () => {
    expect(escapeMarkup('a\u0000b\uFFFFc\uD800d\u{1F600}')).toBe('a\uFFFDb\uFFFDc\uFFFDd\u{1F600}');
  });
});
