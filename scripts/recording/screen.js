/** Colours that a command may ask for, by their number in `ESC [ n m`. */
const STYLES = { 1: 'strong', 2: 'dim', 31: 'bad', 32: 'good', 33: 'warn', 36: 'accent' };
/** What ends them. */
const RESETS = { 22: ['strong', 'dim'], 39: ['bad', 'good', 'warn', 'accent'] };

// eslint-disable-next-line no-control-regex -- what a terminal obeys
const PIECE = /\u001B\[(\??[\d;]*)([A-Za-z])|[\r\n]|[^\u001B\r\n]+/gu;

/**
 * A terminal that keeps everything: lines of cells, each a letter with its style, and a cursor. Knows what `log-update` and
 * `styleText` write, and fails on anything else.
 */
export class Screen {
  lines = [[]];
  row = 0;
  column = 0;
  styles = new Set();

  write(text) {
    for (const [whole, parameters, command] of text.matchAll(PIECE)) {
      if (command !== undefined) this.obey(command, parameters);
      else if (whole === '\n') this.down(1);
      else if (whole === '\r') this.column = 0;
      else this.put(whole);
    }
  }

  put(text) {
    const line = this.lines[this.row];
    for (const letter of text) {
      while (line.length < this.column) line.push({ letter: ' ', style: '' });
      line[this.column] = { letter, style: [...this.styles].sort((one, other) => (one < other ? -1 : 1)).join(' ') };
      this.column += 1;
    }
  }

  down(count) {
    for (let step = 0; step < count; step += 1) {
      this.row += 1;
      this.lines[this.row] ??= [];
    }
    this.column = 0;
  }

  obey(command, parameters) {
    if (parameters.startsWith('?')) return;
    const count = parameters === '' ? 1 : Number(parameters);
    if (command === 'm') this.paint(parameters);
    else if (command === 'A') this.row = Math.max(0, this.row - count);
    else if (command === 'B') this.down(count);
    else if (command === 'G') this.column = count - 1;
    else if (command === 'K') this.lines[this.row].length = parameters === '2' ? 0 : this.column;
    else throw new Error(`the recording knows no ESC [ ${parameters} ${command}`);
  }

  paint(parameters) {
    for (const number of parameters.split(';')) {
      if (STYLES[number]) this.styles.add(STYLES[number]);
      else if (RESETS[number]) for (const style of RESETS[number]) this.styles.delete(style);
      else this.styles.clear();
    }
  }

  /** The last lines, as they stand now; lines below what is shown are taken away by `log-update` and do not count. */
  shot(rows) {
    const end = this.lines.findLastIndex((line) => line.length > 0) + 1;
    return this.lines.slice(Math.max(0, end - rows), end).map(runsOf);
  }

  text() {
    return this.lines
      .map((line) =>
        line
          .map(({ letter }) => letter)
          .join('')
          .trimEnd(),
      )
      .join('\n');
  }
}

/** Letters of the same style together. */
function runsOf(line) {
  const runs = [];
  for (const { letter, style } of line) {
    const last = runs.at(-1);
    if (last && last.style === style) last.text += letter;
    else runs.push({ text: letter, style });
  }
  return runs;
}
