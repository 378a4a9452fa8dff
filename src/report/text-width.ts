/**
 * Widths of characters in parts of the font size, as in Verdana, which is wider than most: what fits in it fits in
 * whatever sans-serif a reader's machine has. Groups from the narrowest to the widest; the first that has a character
 * counts.
 */
const WIDTHS: readonly (readonly [characters: RegExp, width: number])[] = [
  [/[ijl.,:;'|!\s]/, 0.36],
  [/[ftrI()[\]/\\-]/, 0.46],
  [/[mwMWQ@%&—→…]/, 1],
  [/[A-Z0-9_+=<>~#$·]/, 0.74],
  [/[\u0020-\u024F]/, 0.64],
];

/** A letter of a script without upper and lower case is as wide as it is high. */
const SQUARE = 1.05;

/** At most how wide a line of text is, in pixels, at a font size in pixels: nothing can be measured without a browser. */
export function textWidth(text: string, size: number): number {
  const widths = Array.from(text, (character) => WIDTHS.find(([group]) => group.test(character))?.[1] ?? SQUARE);
  return Math.ceil(widths.reduce((sum, width) => sum + width, 0) * size);
}

/** The text, cut with an ellipsis where it would be wider than this. */
export function fitText(text: string, size: number, width: number): string {
  if (textWidth(text, size) <= width) return text;
  const characters = Array.from(text);
  while (characters.length > 1 && textWidth(`${characters.join('')}…`, size) > width) characters.pop();
  return `${characters.join('')}…`;
}
