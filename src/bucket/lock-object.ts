import type { S3Gateway } from '../aws/types/account.ts';
import { isObject, type Json } from '../model/json.ts';

/** The bucket as far as a lock needs it. */
type LockStore = Pick<S3Gateway, 'getObject' | 'putObject'>;

/** Where the lock object of an environment lies: in the artifact bucket of its home region. */
export interface LockPlace {
  readonly s3: LockStore;
  readonly bucket: string;
  readonly key: string;
}

/** Who deploys, for those who have to wait. */
export interface Holder {
  readonly host: string;
  readonly user: string;
  readonly pid: number;
  readonly command: string;
}

/** What a lock object says. */
export interface LockContent extends Holder {
  /** Of this acquisition: tells our own lock from anybody else's, also of the same process. */
  readonly id: string;
  /** When it was taken, ms since 1970 by the holder's clock. */
  readonly since: number;
  /** Given back: the next one may take it. */
  readonly released: boolean;
}

/** A lock as it was found. */
export interface FoundLock {
  readonly content: LockContent;
  readonly etag: string;
  /** Its holder has not renewed it in time: it may be taken over. */
  readonly expired: boolean;
}

/** A lock is alive for so long after it was written, by AWS's clock. */
export const ALIVE_MS = 60_000;

/** The lock of an environment; null when nobody holds it. */
export async function readLock(place: LockPlace): Promise<FoundLock | null> {
  const found = await findLock(place);
  return found?.content.released ? null : found;
}

/** The object of a lock, held or given back; null when there has never been one. */
export async function findLock({ s3, bucket, key }: LockPlace): Promise<FoundLock | null> {
  const object = await s3.getObject(bucket, key);
  if (!object) return null;
  const expired = object.date - object.modified > ALIVE_MS;
  return { content: contentOf(object.body, object.modified), etag: object.etag, expired };
}

/**
 * Gives back exactly the lock that was found; false when it has changed since: its holder lives, or it is another's. What
 * is written says so: in a versioned bucket a deletion would leave a marker and every version behind it.
 */
export async function breakLock(
  { s3, bucket, key }: LockPlace,
  found: Pick<FoundLock, 'content' | 'etag'>,
): Promise<boolean> {
  const body = lockBody({ ...found.content, released: true }, 0);
  return (await s3.putObject({ bucket, key, body, contentType: 'application/json', ifMatch: found.etag })) !== null;
}

/** `renewal` makes every version of the object another one, so that an old ETag never fits a renewed lock. */
export function lockBody(content: LockContent, renewal: number): string {
  return `${JSON.stringify({ version: 1, ...content, renewal })}\n`;
}

/** What cannot be read is somebody's lock all the same: it ends when it is not renewed. */
function contentOf(body: Uint8Array, modified: number): LockContent {
  const found = parse(Buffer.from(body).toString('utf8'));
  const text = (name: string): string => (typeof found[name] === 'string' ? found[name] : 'unknown');
  const number = (name: string, otherwise: number): number =>
    typeof found[name] === 'number' ? found[name] : otherwise;
  return {
    id: text('id'),
    host: text('host'),
    user: text('user'),
    pid: number('pid', 0),
    command: text('command'),
    since: momentOf(found['since'], modified),
    released: found['released'] === true,
  };
}

/** What is no moment cannot be told to anybody: `Date` ends 8.64e15 ms from 1970. */
function momentOf(value: Json | undefined, otherwise: number): number {
  return typeof value === 'number' && Math.abs(value) <= 8.64e15 ? value : otherwise;
}

function parse(text: string): Readonly<Record<string, Json>> {
  try {
    const found: unknown = JSON.parse(text);
    return isObject(found) ? found : {};
  } catch {
    return {};
  }
}
