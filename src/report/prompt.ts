import { Writable } from 'node:stream';
import * as clack from '@clack/prompts';
import { hasUnicode, inAscii } from './ascii.ts';

/** Questions go to stderr, so that a result on stdout can be piped while a person answers. */
function output(): Writable {
  return hasUnicode(process.env) ? process.stderr : new PoorTerminal();
}

/** A terminal that has ASCII alone. */
class PoorTerminal extends Writable {
  readonly isTTY = true;

  constructor() {
    super({ decodeStrings: false });
  }

  get columns(): number {
    return process.stderr.columns;
  }

  get rows(): number {
    return process.stderr.rows;
  }

  override _write(chunk: string | Uint8Array, _encoding: string, written: () => void): void {
    process.stderr.write(inAscii(String(chunk)), () => written());
  }
}

/** What is asked; the signal cancels it. */
export interface Question {
  readonly message: string;
  readonly signal: AbortSignal;
}

/** Null: cancelled. The default is no. */
export async function confirm(question: Question): Promise<boolean | null> {
  const answer = await clack.confirm({ ...question, initialValue: false, output: output() });
  return clack.isCancel(answer) ? null : answer;
}

/** Null: cancelled. */
export async function text(question: Question): Promise<string | null> {
  const answer = await clack.text({ ...question, output: output() });
  return clack.isCancel(answer) ? null : answer;
}

/** Null: cancelled. What is typed is not shown. */
export async function secret(question: Question): Promise<string | null> {
  const answer = await clack.password({ ...question, output: output() });
  return clack.isCancel(answer) ? null : answer;
}
