import type { S3Gateway } from '../aws/types/account.ts';
import { expiryOf } from '../model/expiry.ts';
import type { Environment } from '../model/environment.ts';
import { isObject } from '../model/json.ts';
import { bucketName, LIFETIMES, lifetimeKey } from '../model/names.ts';

type Store = Pick<S3Gateway, 'getObject' | 'putObject' | 'deleteObject' | 'headObject' | 'list'>;

/** The artifact bucket of a home region. */
export interface LifetimePlace {
  readonly s3: Store;
  readonly bucket: string;
}

/** What `reap` has to know of an environment whose definition it does not have. */
export interface Lifetime {
  readonly environment: string;
  /** Milliseconds since 1970. */
  readonly expires: number;
  /** Names of the services whose buckets are emptied when they go. */
  readonly emptyBuckets: readonly string[];
}

/** A cheap second deployment leaves nothing behind; one an hour later keeps the environment alive for longer. */
const STEP_MS = 3_600_000;

/** What the record of the services says of the note beside it, so that one that is not there need not be looked for. */
export interface NoteMark {
  /** False: there is none. Null: nothing is said. */
  readonly known: boolean | null;
  /** Keeps what is to be said from now on. */
  write(noted: boolean | null): Promise<void>;
}

/**
 * Keeps the note of when an environment ends, and the mark that there is one: it is set before the note is written and
 * taken off once the note has gone, so that a run that dies in between leaves no note that nobody looks for.
 */
export async function keepLifetimeMarked(
  environment: Environment,
  place: Parameters<typeof keepLifetime>[1],
  deployment: Parameters<typeof keepLifetime>[2],
  mark: NoteMark,
): Promise<void> {
  if (environment.expires !== null) {
    await mark.write(true);
    return keepLifetime(environment, place, deployment);
  }
  let gone = mark.known === false;
  try {
    if (!gone) await keepLifetime(environment, place, deployment);
    gone = true;
  } finally {
    await mark.write(gone ? false : null);
  }
}

/**
 * Notes when an environment ends, counted from a deployment that succeeded at `moment` (ms since 1970); one that failed counts
 * only as long as none has succeeded. Takes the note away when the definition no longer says so.
 */
export async function keepLifetime(
  environment: Environment,
  place: { readonly account: string; readonly s3: (region: string) => Store },
  deployment: { readonly moment: number; readonly succeeded: boolean },
): Promise<void> {
  const { project, name, region, services } = environment;
  const here = { s3: place.s3(region), bucket: bucketName(project, place.account, region) };
  const expires = expiryOf(environment.expires, deployment.moment);
  if (expires === null) return removeLifetime(here, name);
  const emptyBuckets = services.filter((service) => service.emptyBuckets).map((service) => service.name);
  const known = await readLifetime(here, name);
  const isSame =
    known !== null && Math.abs(known.expires - expires) < STEP_MS && known.emptyBuckets.join() === emptyBuckets.join();
  if (isSame || (known !== null && !deployment.succeeded)) return;
  const content = { version: 1, environment: name, expires: new Date(expires).toISOString(), emptyBuckets };
  const body = `${JSON.stringify(content)}\n`;
  await here.s3.putObject({ bucket: here.bucket, key: lifetimeKey(name), body, contentType: 'application/json' });
}

/** Looks first: deleting what is not there leaves a marker in a bucket with versions. */
export async function removeLifetime({ s3, bucket }: LifetimePlace, environment: string): Promise<void> {
  const key = lifetimeKey(environment);
  if ((await s3.headObject(bucket, key)) !== null) await s3.deleteObject(bucket, key);
}

/** Null for an environment that does not end. */
export async function readLifetime({ s3, bucket }: LifetimePlace, environment: string): Promise<Lifetime | null> {
  const object = await s3.getObject(bucket, lifetimeKey(environment));
  return object && lifetimeIn(object.body, environment);
}

/** Every environment of a bucket that ends. */
export async function listLifetimes(place: LifetimePlace): Promise<Lifetime[]> {
  const keys = await place.s3.list(place.bucket, LIFETIMES);
  const names = keys.map(({ key }) => key.slice(LIFETIMES.length).replace(/\.json$/, ''));
  const lifetimes = await Promise.all(names.map((name) => readLifetime(place, name)));
  return lifetimes.filter((lifetime) => lifetime !== null);
}

/** Null for what cannot be read: nothing is destroyed for it. */
function lifetimeIn(body: Uint8Array, environment: string): Lifetime | null {
  try {
    const found: unknown = JSON.parse(new TextDecoder().decode(body));
    if (!isObject(found) || typeof found['expires'] !== 'string') return null;
    const expires = Date.parse(found['expires']);
    const { emptyBuckets } = found;
    const names = Array.isArray(emptyBuckets) ? emptyBuckets.filter((name) => typeof name === 'string') : [];
    return Number.isNaN(expires) ? null : { environment, expires, emptyBuckets: names };
  } catch {
    return null;
  }
}
