import { zipSync, type Zippable } from 'fflate';

/** One file of a zip. */
export interface ZipEntry {
  /** Relative, with `/` between the parts on every machine. */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly executable: boolean;
}

const UNIX = 3;
const REGULAR_FILE = 0o100000;

/**
 * A zip that depends on nothing but names, contents and executable bits: the same on every machine, whatever the order
 * of the entries, their times and owners. fflate writes the local time of a date, so the date is made from local parts.
 */
export function zip(entries: readonly ZipEntry[]): Uint8Array {
  const mtime = new Date(1980, 0, 1);
  const files: Zippable = {};
  for (const { name, bytes, executable } of [...entries].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const mode = REGULAR_FILE | (executable ? 0o755 : 0o644);
    files[name] = [bytes, { level: 6, mtime, os: UNIX, attrs: mode * 0x10000 }];
  }
  return zipSync(files);
}
