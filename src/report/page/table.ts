import { markup, type Markup } from '../markup.ts';

/** A table as the page shows all of them: in a place of its own that scrolls, which the keyboard reaches. */
export interface TableContent {
  /** What the place is called, and the caption where there is no other. */
  readonly label: string;
  readonly caption?: string;
  /** Class of the table, for its style. */
  readonly className?: string | null;
  /** Titles of the columns: text, or whole cells. */
  readonly head: readonly (string | Markup)[];
  /** Rows with their cells, each made by `rowHead` or `cell`. */
  readonly rows: readonly (readonly Markup[])[];
}

export function tableMarkup({ label, caption = label, className = null, head, rows }: TableContent): Markup {
  const titles = head.map((title) => (typeof title === 'string' ? markup`<th scope="col">${title}</th>` : title));
  const attribute = className === null ? null : markup` class="${className}"`;
  return markup`<div class="scroll" tabindex="0" role="region" aria-label="${label}">
<table${attribute}><caption>${caption}</caption>
<thead><tr>${titles}</tr></thead>
<tbody>
${rows.map((cells) => markup`<tr>${cells}</tr>\n`)}</tbody>
</table></div>
`;
}

/** The cell that says what its row is about. */
export function rowHead(content: string | Markup): Markup {
  return markup`<th scope="row">${content}</th>`;
}

export function cell(content: string | Markup | readonly Markup[], className: string | null = null): Markup {
  return className === null ? markup`<td>${content}</td>` : markup`<td class="${className}">${content}</td>`;
}

/** A value as it would be typed. */
export function code(text: string): Markup {
  return markup`<code>${text}</code>`;
}

/** Something beside what matters, in a line of its own. */
export function aside(content: string | Markup): Markup {
  return markup`<span class="soft">${content}</span>`;
}
