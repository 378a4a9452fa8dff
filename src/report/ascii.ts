/** What stands for each sign that we print, as wide as the sign, so that columns stay columns. */
const SIGNS: Readonly<Record<string, string>> = {
  '✓': '*',
  '✗': 'x',
  '…': '~',
  '·': '.',
  '→': '>',
  '←': '<',
  '±': '!',
  '↻': '@',
  '×': 'x',
  '│': '|',
  '─': '-',
  '├': '|',
  '└': '`',
  '┌': ',',
  '●': '*',
  '○': 'o',
  '◆': '?',
  '◇': '*',
  '■': 'x',
  '▲': '!',
  '▪': '*',
  '’': "'",
  '—': '-',
};

const ANY = new RegExp(Object.keys(SIGNS).join('|'), 'gu');

/**
 * True unless the locale names another character set than UTF-8. One that names none (`LANG` unset, as in containers) says
 * nothing: terminals have been UTF-8 for long. The Linux console has no such letters.
 */
export function hasUnicode(env: Readonly<Record<string, string | undefined>>): boolean {
  if (env['TERM'] === 'linux') return false;
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find((name) => name !== undefined && name !== '');
  return locale === undefined || /utf-?8/i.test(locale);
}

/** Our signs as ASCII. Other text stays as it is: it is somebody's value. */
export function inAscii(text: string): string {
  return text.replaceAll(ANY, (sign) => SIGNS[sign] ?? sign);
}
