import { styleText } from 'node:util';

type Format = Parameters<typeof styleText>[0];

/** How text looks: colours, or plain text where there is no terminal or the person wants none, and how wide it may be. */
export interface Style {
  readonly good: Paint;
  readonly warn: Paint;
  readonly bad: Paint;
  readonly dim: Paint;
  readonly strong: Paint;
  readonly accent: Paint;
  /** Width of the terminal in characters; Infinity where lines may be as long as they like. */
  readonly columns: number;
}

export type Paint = (text: string) => string;

const plain: Paint = (text) => text;

/** `colour` decides once for the whole run. */
export function styleOf(colour: boolean, columns = Number.POSITIVE_INFINITY): Style {
  const paint = (format: Format): Paint =>
    colour ? (text) => styleText(format, text, { validateStream: false }) : plain;
  return {
    good: paint('green'),
    warn: paint('yellow'),
    bad: paint('red'),
    dim: paint('dim'),
    strong: paint('bold'),
    accent: paint('cyan'),
    columns,
  };
}
