import path from 'node:path';
import { sha256 } from '../model/digest.ts';
import type { JsonObject } from '../model/json.ts';
import { configText } from './config-text.ts';
import { filesIn, readEntry, Unpackable, type Source } from './files.ts';
import { isZip, joinZips, namesInZip } from './finished-zip.ts';
import type { ZipEntry } from './zip.ts';

/** What is uploaded for a local path. */
export interface Content {
  /** `artifacts/<digest><extension>` */
  readonly key: string;
  /** SHA-256 of the bytes, in hexadecimal. */
  readonly digest: string;
  readonly bytes: Uint8Array;
}

/** Where a service finds its build-time configuration: at the root of its code. */
const CONFIG_FILE = 'config.json';

/** `config.json` would overwrite a file of the service. */
export class ConfigInTheWay extends Unpackable {}

/** A file as it is. */
export async function fileContent(source: Source, written: string): Promise<Content> {
  if (source.isFolder) throw new Unpackable(`"${written}" is a folder, a file is wanted here`);
  const { bytes } = await readEntry(source.file, path.basename(source.file));
  return content(bytes, path.extname(source.file));
}

/**
 * Finds what goes into the zip of a folder or file, the configuration (null: none) with it, and refuses what cannot; the answer
 * makes the zip. What is a zip already gets the configuration added.
 */
export async function zipOf(
  source: Source,
  root: string,
  written: string,
  config: JsonObject | null,
): Promise<() => Promise<Uint8Array>> {
  const added = config ? [configEntry(config)] : [];
  if (source.isFolder) return zipped(await filesIn(source.file, root), added, written);
  const single = await readEntry(source.file, path.basename(source.file));
  if (!isZip(single.bytes)) return zipped([single], added, written);
  const names = namesInZip(single.bytes);
  refuseEscapes(names, written);
  refuseConfig(names, added, written);
  return async () => (added.length > 0 ? joinZips(single.bytes, await zipOfEntries(added)) : single.bytes);
}

/** Text that is made here, such as a nested template after packaging. */
export function textContent(text: string, extension: string): Content {
  return content(new TextEncoder().encode(text), extension);
}

/** Bytes that are uploaded as they are. */
export function content(bytes: Uint8Array, extension: string): Content {
  const digest = sha256(bytes);
  return { key: `artifacts/${digest}${extension}`, digest, bytes };
}

function zipped(entries: readonly ZipEntry[], added: readonly ZipEntry[], written: string): () => Promise<Uint8Array> {
  const names = entries.map(({ name }) => name);
  if (names.length === 0) throw new Unpackable(`the folder "${written}" is empty`);
  refuseConfig(names, added, written);
  return () => zipOfEntries([...entries, ...added]);
}

/** What compresses is loaded when there is something to compress. */
async function zipOfEntries(entries: readonly ZipEntry[]): Promise<Uint8Array> {
  return (await import('./zip.ts')).zip(entries);
}

/** An entry that leaves the folder it is unpacked in overwrites whatever is there. */
function refuseEscapes(names: readonly string[], written: string): void {
  const escaping = names.find((name) => /^([/\\]|[A-Za-z]:)|(^|[/\\])\.\.([/\\]|$)|\0/.test(name));
  if (escaping !== undefined)
    throw new Unpackable(`"${written}" has an entry "${escaping}", which leads out of the zip`);
}

function refuseConfig(names: readonly string[], added: readonly ZipEntry[], written: string): void {
  if (added.some(({ name }) => names.includes(name)))
    throw new ConfigInTheWay(`"${written}" has a ${CONFIG_FILE} of its own`);
}

function configEntry(config: JsonObject): ZipEntry {
  return { name: CONFIG_FILE, bytes: new TextEncoder().encode(configText(config)), executable: false };
}
