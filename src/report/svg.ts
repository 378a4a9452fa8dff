import { Markup, markup } from './markup.ts';

/** A picture that is read aloud by its title and description. */
export interface Drawing {
  /** Unique in its page; letters, digits and hyphens. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly width: number;
  readonly height: number;
  readonly content: Markup;
}

/** `page`: part of a page that brings `PICTURE_STYLE` itself; `file`: stands alone, with style and background. */
export type DrawingUse = 'page' | 'file';

/** Light by default, dark where the reader's system is: each rule's colours for both. */
const COLOURS: readonly (readonly [selector: string, property: string, light: string, dark: string])[] = [
  ['.e-back', 'fill', '#ffffff', '#11151c'],
  ['.e-ink', 'fill', '#1c2430', '#e8edf4'],
  ['.e-soft', 'fill', '#56616f', '#9aa6b5'],
  ['.e-box', 'fill', '#f4f7fb', '#1a212b'],
  ['.e-box', 'stroke', '#8fa3bc', '#53657d'],
  ['.e-lent', 'fill', '#ffffff', '#11151c'],
  ['.e-arrow', 'stroke', '#61728a', '#8496ad'],
  ['.e-head', 'fill', '#61728a', '#8496ad'],
  ['.e-grid', 'stroke', '#dde4ec', '#28313d'],
  ['.e-bar', 'fill', '#a9bdd6', '#40536c'],
  ['.e-critical', 'fill', '#0b63ce', '#5aa2ff'],
  ['.e-failed', 'fill', '#c62f3c', '#ff7b81'],
  ['.e-halo', 'stroke', '#ffffff', '#11151c'],
  ['.e-link', 'stroke', '#0b63ce', '#5aa2ff'],
];

const FIXED =
  '.e-picture text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif}' +
  '.e-box{stroke-width:1.25}.e-lent{stroke-dasharray:5 4}.e-arrow,.e-link{fill:none;stroke-width:1.5}' +
  '.e-order{stroke-dasharray:5 4}.e-strong{font-weight:600}.e-halo{stroke-width:5;paint-order:stroke;stroke-linejoin:round}';

/** The rules that all pictures share; every class begins with `e-`. */
export const PICTURE_STYLE = `${FIXED}${rules(2)}@media (prefers-color-scheme: dark){${rules(3)}}`;

function rules(column: 2 | 3): string {
  return COLOURS.map((entry) => `${entry[0]}{${entry[1]}:${entry[column]}}`).join('');
}

/** The picture as one `<svg>` element; it keeps its size, so that text is as large as that around it. */
export function drawingMarkup({ id, title, description, width, height, content }: Drawing, use: DrawingUse): Markup {
  const inFile = use === 'file';
  const style = inFile
    ? [
        markup`<style>${new Markup(PICTURE_STYLE)}</style>`,
        markup`<rect class="e-back" width="${width}" height="${height}"/>`,
      ]
    : null;
  return markup`<svg class="e-picture" xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="${id}-title ${id}-description" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><title id="${id}-title">${title}</title><desc id="${id}-description">${description}</desc>${style}${content}</svg>`;
}
