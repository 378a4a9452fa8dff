// What a terminal obeys or what makes text read other than it is: control characters, and marks that turn its direction.
// eslint-disable-next-line no-control-regex -- these are the ones to find
const HARMFUL = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/g;

/** What the log of GitHub Actions obeys: `::name …::` where a line begins, `##[name]` anywhere. */
const COMMANDS = /^\s*:(?=:[a-z-]+(?: .*)?::)|##(?=\[[a-z-]+)/gim;

/**
 * Text that came from a file or from AWS, without what a terminal would obey, which is control characters other than tab and newline,
 * and without what the log of GitHub Actions would.
 */
export function clean(text: string): string {
  return text.replaceAll(HARMFUL, '\u{FFFD}').replaceAll(COMMANDS, '$& ');
}

/** A JSON document as it is printed: what a terminal would obey stands there as an escape, so that the value is the same. */
export function jsonText(document: unknown): string {
  const text = JSON.stringify(document, null, 2);
  return `${text.replaceAll(HARMFUL, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;
}
