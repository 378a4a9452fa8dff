import { Writable } from 'node:stream';
import type { Output } from '../host.ts';

/** Between these a terminal that knows them shows nothing: it never shows half of what is drawn. */
const HOLD = '\u001B[?2026h';
const SHOW = '\u001B[?2026l';

/** A stream for `log-update` that collects what is drawn and hands it to the terminal in one piece, so that nothing flickers. */
export class Screen extends Writable {
  readonly isTTY = true;
  private readonly output: Output;
  private pending = '';

  constructor(output: Output) {
    super({ decodeStrings: false });
    this.output = output;
  }

  get columns(): number {
    return this.output.columns;
  }

  get rows(): number {
    return this.output.rows;
  }

  override _write(chunk: string | Uint8Array, _encoding: string, written: () => void): void {
    this.pending += String(chunk);
    written();
  }

  /** Shows what was drawn since the last time. */
  flush(): void {
    if (this.pending !== '') this.output.write(`${HOLD}${this.pending}${SHOW}`);
    this.pending = '';
  }
}
