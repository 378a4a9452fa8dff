import { clean } from './clean.ts';

/** HTML or SVG that is safe to put into a page as it stands. Made by `markup` alone. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

/** What may stand in a template of markup: text and numbers are escaped, nothing (null) leaves nothing. */
export type MarkupValue = string | number | null | Markup | readonly MarkupValue[];

/**
 * Tag of template literals for HTML and SVG: every value is escaped, for text and for quoted attributes alike, unless it
 * is markup itself. Lists are joined without anything between.
 */
export function markup(parts: TemplateStringsArray, ...values: readonly MarkupValue[]): Markup {
  const text = parts.reduce((before, part, index) => before + render(values[index - 1] ?? null) + part);
  return new Markup(text);
}

function render(value: MarkupValue): string {
  if (value === null) return '';
  if (value instanceof Markup) return value.text;
  if (typeof value === 'string') return escapeMarkup(value);
  return typeof value === 'number' ? String(value) : value.map(render).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for XML and HTML; characters that XML 1.0 does not know are replaced. */
export function escapeMarkup(text: string): string {
  return clean(text)
    .replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
    .replaceAll(/[\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\u{FFFD}');
}
