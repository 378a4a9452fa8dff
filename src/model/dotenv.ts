/** What a file of the dotenv form says, in its order, and the lines that could not be understood (from 1). */
export interface Dotenv {
  readonly entries: readonly (readonly [key: string, value: string])[];
  readonly badLines: readonly number[];
}

const BLANK = /[ \t]*(?:#[^\n]*)?(?:\n|$)/y;
const NAME = /[ \t]*(?:export[ \t]+)?([A-Za-z0-9_.-]+)[ \t]*=[ \t]*/y;
const SINGLE = /'([^']*)'[ \t]*(?:#[^\n]*)?(?:\n|$)/y;
const DOUBLE = /"((?:\\[^]|[^"\\])*)"[ \t]*(?:#[^\n]*)?(?:\n|$)/y;
const BARE = /([^\n'"][^\n]*)?(?:\n|$)/y;
const REST = /[^\n]*(?:\n|$)/y;

/**
 * Reads `KEY=value` lines: comments, `export`, values in single quotes as they are, in double quotes with `\n`, `\r`, `\t`,
 * `\"`, `\\` and `\$`; both kinds may go over several lines. A bare value ends before ` #`. Nothing is ever expanded.
 */
export function parseDotenv(text: string): Dotenv {
  const source = text.replace(/^\u{FEFF}/u, '').replaceAll('\r\n', '\n');
  const entries: (readonly [string, string])[] = [];
  const badLines: number[] = [];
  for (let at = 0; at < source.length;) {
    const blank = match(BLANK, source, at);
    const name = match(NAME, source, at);
    const value = name ? valueAt(source, name.end) : null;
    if (name?.group !== undefined && value) entries.push([name.group, value.value]);
    else if (!blank) badLines.push(source.slice(0, at).split('\n').length);
    at = value?.end ?? (blank ?? match(REST, source, at))?.end ?? source.length;
  }
  return { entries, badLines };
}

function valueAt(source: string, at: number): { value: string; end: number } | null {
  const single = match(SINGLE, source, at);
  if (single) return { value: single.group ?? '', end: single.end };
  const double = match(DOUBLE, source, at);
  if (double) return { value: unescaped(double.group ?? ''), end: double.end };
  const bare = match(BARE, source, at);
  return bare && { value: (bare.group ?? '').replace(/(?:^|[ \t]+)#.*$/, '').trim(), end: bare.end };
}

function match(pattern: RegExp, source: string, at: number): { group: string | undefined; end: number } | null {
  const sticky = new RegExp(pattern);
  sticky.lastIndex = at;
  const found = sticky.exec(source);
  return found && { group: found[1], end: sticky.lastIndex };
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\', $: '$' };

function unescaped(text: string): string {
  return text.replaceAll(/\\([^])/g, (written, character: string) => ESCAPES[character] ?? written);
}

/** One `KEY=value` line that reads back as it was, also by a shell or another reader that expands `$`. */
export function dotenvLine(key: string, value: string): string {
  if (/^[\w./:@%+,-]+$/.test(value)) return `${key}=${value}\n`;
  const written = value
    .replaceAll(/["\\$]/g, String.raw`\$&`)
    .replaceAll('\n', String.raw`\n`)
    .replaceAll('\r', String.raw`\r`);
  return `${key}="${written}"\n`;
}
