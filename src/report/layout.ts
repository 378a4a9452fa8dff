import { stripVTControlCharacters } from 'node:util';

/** Width of text as it is seen: colours take no room. */
export function widthOf(text: string): number {
  const plain = stripVTControlCharacters(text);
  return PLAIN.test(plain) ? plain.length : lettersOf(plain).length;
}

/** Signs that each take a place of their own, as almost all text is made of. */
const PLAIN = /^[\x20-\x7e]*$/;

/** As a reader counts them: an emoji of several code points is one. The rules for that take long to load. */
function lettersOf(text: string): string[] {
  if (PLAIN.test(text)) return Array.from(text);
  return Array.from(new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text), ({ segment }) => segment);
}

/** Fills up with blanks at the end; text that is wider already stays as it is. */
export function padTo(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

/** The widest of several texts; 0 for none. */
export function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map(widthOf));
}

/** One line, cut off with an ellipsis where it would not fit. For text without colours. */
export function cutTo(text: string, columns: number): string {
  const letters = lettersOf(text);
  return letters.length <= columns ? text : `${letters.slice(0, Math.max(0, columns - 1)).join('')}…`;
}

/**
 * `start` followed by pieces with a blank between them. A piece that no longer fits begins a new line below the first one; where
 * `start` leaves no room for that, below the indentation of `start` and a little more.
 */
export function flow(start: string, pieces: readonly string[], columns: number): string[] {
  const below = ' '.repeat(hangOf(start, columns));
  const lines: string[] = [];
  let line = start;
  let isFresh = true;
  for (const piece of pieces) {
    const longer = isFresh ? line + piece : `${line} ${piece}`;
    const isAlone = isFresh && line.trim() === '';
    if (widthOf(longer) <= columns || isAlone) line = longer;
    else {
      lines.push(line);
      line = below + piece;
    }
    isFresh = false;
  }
  return [...lines, line].map((each) => each.trimEnd());
}

/** The least room that text should have beside what stands before it. */
const ROOM = 24;

function hangOf(start: string, columns: number): number {
  const plain = stripVTControlCharacters(start);
  if (columns - widthOf(plain) >= ROOM) return widthOf(plain);
  return plain.length - plain.trimStart().length + 4;
}

/** The same for text that has lines of its own: only those are broken that have no room. */
export function flowText(start: string, text: string, columns: number): string[] {
  return text.split('\n').flatMap((line, index) => {
    const before = index === 0 ? start : '';
    return widthOf(before + line) <= columns ? [before + line] : flow(before, words(line), columns);
  });
}

/** Words of a sentence, as pieces for `flow`. */
export function words(text: string): string[] {
  return text.split(/\s+/).filter(Boolean);
}

/** Items with a comma after each but the last, as pieces for `flow`. */
export function listed(items: readonly string[]): string[] {
  return items.map((item, index) => (index < items.length - 1 ? `${item},` : item));
}
