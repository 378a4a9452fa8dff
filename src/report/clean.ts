/** Text that came from a file or from AWS, without what a terminal would obey: control characters other than tab and newline. */
export function clean(text: string): string {
  // eslint-disable-next-line no-control-regex -- these are the ones to take out
  return text.replaceAll(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g, '\u{FFFD}');
}
