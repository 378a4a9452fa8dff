import type { S3Gateway } from '../aws/types/account.ts';
import { isObject, type Json } from '../model/json.ts';

/** Where the records of an environment lie: in the artifact bucket of its home region. */
export interface RecordPlace {
  readonly s3: Pick<S3Gateway, 'getObject' | 'putObject' | 'list'>;
  readonly bucket: string;
  readonly environment: string;
}

/** What a deployment did: for `history`, for `deploy --to`, and to know which artifacts are still needed. */
export interface DeploymentRecord {
  readonly version: 1;
  readonly id: string;
  /** When it began, ISO 8601. */
  readonly at: string;
  readonly by: string;
  readonly host: string;
  /** Null outside a git repository. */
  readonly commit: string | null;
  /** Of the plan. */
  readonly digest: string;
  /** Id of the earlier deployment that this one went back to; null: it followed the definition. */
  readonly to: string | null;
  /** `succeeded`, `unchanged`, `failed`; a newer envctl may know more. */
  readonly outcome: string;
  readonly seconds: number;
  readonly services: readonly ServiceRecord[];
}

export interface ServiceRecord {
  readonly service: string;
  readonly region: string;
  readonly stack: string;
  /** Of what was submitted. */
  readonly digest: string;
  /** Name of the change set that was executed; null when nothing was. */
  readonly changeSet: string | null;
  readonly outcome: string;
  /** Keys of the objects that the stack needs. */
  readonly artifacts: readonly string[];
  /** Key of the object with template, parameters and run-time values; null when it was not reached, and in records of older versions. */
  readonly submission: string | null;
  /** When the stack was last changed, ISO 8601; null when it was not reached. */
  readonly updated: string | null;
  /** When it had its turn, ISO 8601; null when it had none, and in records of older versions. */
  readonly started: string | null;
  /** How long its turn took; null when it had none, and in records of older versions. */
  readonly seconds: number | null;
  /** Node keys of what it waited for; empty in records of older versions. */
  readonly waitedFor: readonly string[];
}

/** Keys sort backwards in time: S3 lists in ascending order only, and the newest are what everybody asks for. */
const LAST_MOMENT = 9_999_999_999_999;

/** Records that are fetched at a time. */
const ALONGSIDE = 10;

/** Keeps the record. Writing the same one twice is harmless: it has the same key. */
export async function writeRecord(place: RecordPlace, record: DeploymentRecord): Promise<void> {
  const key = `${prefixOf(place)}${invert(Date.parse(record.at))}-${record.id}.json`;
  const body = `${JSON.stringify(record, null, 2)}\n`;
  await place.s3.putObject({ bucket: place.bucket, key, body, contentType: 'application/json' });
}

/** The newest records first. One that is deleted meanwhile, or that is no JSON object, is left out. */
export async function listRecords(place: RecordPlace, limit: number): Promise<DeploymentRecord[]> {
  const keys = await place.s3.list(place.bucket, prefixOf(place), limit);
  const records: (DeploymentRecord | null)[] = [];
  for (let start = 0; start < keys.length; start += ALONGSIDE) {
    const some = keys.slice(start, start + ALONGSIDE);
    records.push(...(await Promise.all(some.map(({ key }) => readRecord(place, key)))));
  }
  return records.filter((record) => record !== null);
}

/** The deployment with this id and those before it, the newest first; empty when there is none. Read as they are asked for. */
export async function* recordsFrom(place: RecordPlace, id: string): AsyncGenerator<DeploymentRecord> {
  const keys = await place.s3.list(place.bucket, prefixOf(place));
  const first = keys.findIndex(({ key }) => key.endsWith(`-${id}.json`));
  for (const { key } of first < 0 ? [] : keys.slice(first)) {
    const record = await readRecord(place, key);
    if (record) yield record;
  }
}

/** Null before the first deployment. */
export async function latestRecord(place: RecordPlace): Promise<DeploymentRecord | null> {
  return (await listRecords(place, 1))[0] ?? null;
}

function prefixOf({ environment }: RecordPlace): string {
  return `environments/${environment}/deployments/`;
}

function invert(moment: number): string {
  return String(LAST_MOMENT - moment).padStart(13, '0');
}

async function readRecord({ s3, bucket }: RecordPlace, key: string): Promise<DeploymentRecord | null> {
  const object = await s3.getObject(bucket, key);
  if (!object) return null;
  try {
    const found: unknown = JSON.parse(Buffer.from(object.body).toString('utf8'));
    return isObject(found) ? recordOf(found) : null;
  } catch {
    return null;
  }
}

/** What is known of a record of whatever version: a newer one may have more and lack some of it. */
function recordOf(found: Fields): DeploymentRecord {
  return {
    version: 1,
    id: text(found['id']),
    at: text(found['at']),
    by: text(found['by']),
    host: text(found['host']),
    commit: textOrNull(found['commit']),
    digest: text(found['digest']),
    to: textOrNull(found['to']),
    outcome: text(found['outcome']),
    seconds: typeof found['seconds'] === 'number' ? found['seconds'] : 0,
    services: list(found['services']).filter(isObject).map(serviceOf),
  };
}

function serviceOf(found: Fields): ServiceRecord {
  return {
    service: text(found['service']),
    region: text(found['region']),
    stack: text(found['stack']),
    digest: text(found['digest']),
    changeSet: textOrNull(found['changeSet']),
    outcome: text(found['outcome']),
    artifacts: texts(found['artifacts']),
    submission: textOrNull(found['submission']),
    updated: textOrNull(found['updated']),
    started: textOrNull(found['started']),
    seconds: typeof found['seconds'] === 'number' ? found['seconds'] : null,
    waitedFor: texts(found['waitedFor']),
  };
}

type Fields = Readonly<Record<string, Json | undefined>>;

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

function textOrNull(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

function texts(value: Json | undefined): string[] {
  return list(value).filter((item) => typeof item === 'string');
}

function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}
