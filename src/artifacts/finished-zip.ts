/** A zip that a build made: its entries and where its parts are. Offsets and sizes as in PKWARE's APPNOTE, section 4.3. */
interface Directory {
  readonly count: number;
  readonly start: number;
  readonly end: number;
  readonly names: readonly string[];
}

const END_OF_DIRECTORY = 0x06054b50;
const END_SIZE = 22;
const ENTRY_SIZE = 46;
/** A count or offset of a zip64 archive, which stands elsewhere. */
const ELSEWHERE = 0xffff;

/** True for the bytes of a zip (`.zip`, `.jar`, …). */
export function isZip(bytes: Uint8Array): boolean {
  return directoryOf(bytes) !== null;
}

/** Names of the entries of a finished zip; empty when it is none. */
export function namesInZip(bytes: Uint8Array): readonly string[] {
  return directoryOf(bytes)?.names ?? [];
}

/** A zip with the entries of both, which are copied as they are. Throws TypeError for what is not a zip. */
export function joinZips(first: Uint8Array, second: Uint8Array): Uint8Array {
  const [a, b] = [directoryOf(first), directoryOf(second)];
  if (!a || !b) throw new TypeError('not a zip');
  const moved = second.slice(b.start, b.end);
  shift(moved, a.start);
  const start = a.start + b.start;
  const size = a.end - a.start + moved.length;
  const files = [first.subarray(0, a.start), second.subarray(0, b.start)];
  return Buffer.concat([
    ...files,
    first.subarray(a.start, a.end),
    moved,
    endOfDirectory(a.count + b.count, size, start),
  ]);
}

function directoryOf(bytes: Uint8Array): Directory | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = bytes.length - END_SIZE; at >= Math.max(0, bytes.length - END_SIZE - ELSEWHERE); at -= 1) {
    if (view.getUint32(at, true) !== END_OF_DIRECTORY) continue;
    const count = view.getUint16(at + 10, true);
    const start = view.getUint32(at + 16, true);
    const end = start + view.getUint32(at + 12, true);
    if (count === ELSEWHERE || end > at) return null;
    return { count, start, end, names: entryOffsets(view, start, end).map((offset) => nameAt(bytes, view, offset)) };
  }
  return null;
}

function entryOffsets(view: DataView, start: number, end: number): number[] {
  const offsets: number[] = [];
  for (let at = start; at + ENTRY_SIZE <= end;) {
    offsets.push(at);
    at += ENTRY_SIZE + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return offsets;
}

function nameAt(bytes: Uint8Array, view: DataView, offset: number): string {
  const start = offset + ENTRY_SIZE;
  return new TextDecoder().decode(bytes.subarray(start, start + view.getUint16(offset + 28, true)));
}

/** Each entry of a directory says where its file begins. */
function shift(directory: Uint8Array, by: number): void {
  const view = new DataView(directory.buffer, directory.byteOffset, directory.byteLength);
  for (const at of entryOffsets(view, 0, directory.length))
    view.setUint32(at + 42, view.getUint32(at + 42, true) + by, true);
}

function endOfDirectory(count: number, size: number, start: number): Uint8Array {
  const bytes = new Uint8Array(END_SIZE);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, END_OF_DIRECTORY, true);
  view.setUint16(8, count, true);
  view.setUint16(10, count, true);
  view.setUint32(12, size, true);
  view.setUint32(16, start, true);
  return bytes;
}
