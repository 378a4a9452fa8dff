import { awsCode } from '../aws/codes.ts';
import type { AccountGateways, S3Gateway, S3Object, SsmParameter } from '../aws/types/account.ts';
import type { Environment } from '../model/environment.ts';
import { isObject } from '../model/json.ts';
import { bucketName, outputsPath, parameterName, writtenKey } from '../model/names.ts';
import type { Written, WrittenValue } from '../model/written.ts';

/**
 * What the last deployment left of the run-time parameters. Read only when it matters: some value is a default,
 * or something is there that the definition does not name.
 */
export async function readWritten(
  environment: Environment,
  gateways: AccountGateways,
  parameters: Readonly<Record<string, readonly SsmParameter[]>>,
): Promise<Written> {
  if (!environment.baseline.artifacts || !matters(environment, parameters)) return {};
  const object = await stored(environment, gateways);
  return object ? notesIn(object.body) : {};
}

/** Null also where there is no bucket yet: values may be set before the first deployment. */
async function stored(environment: Environment, gateways: AccountGateways): Promise<S3Object | null> {
  const bucket = bucketName(environment.project, gateways.account, environment.region);
  try {
    return await gateways.s3(environment.region).getObject(bucket, writtenKey(environment.name));
  } catch (error) {
    if (awsCode(error) === 'NoSuchBucket') return null;
    throw error;
  }
}

/** The same of an environment whose definition is not at hand. */
export async function writtenIn(
  { s3, bucket }: { readonly s3: Pick<S3Gateway, 'getObject'>; readonly bucket: string },
  environment: string,
): Promise<Written> {
  const object = await s3.getObject(bucket, writtenKey(environment));
  return object ? notesIn(object.body) : {};
}

/** The object that keeps these notes. */
export function writtenBody(versions: Written): string {
  return JSON.stringify({ version: 1, versions });
}

/** Takes parameters out of the record: from now on whatever is there under these ids was set by hand. */
export async function forgetWritten(
  environment: Environment,
  gateways: AccountGateways,
  ids: readonly string[],
): Promise<void> {
  if (!environment.baseline.artifacts) return;
  const bucket = bucketName(environment.project, gateways.account, environment.region);
  const key = writtenKey(environment.name);
  for (;;) {
    const object = await stored(environment, gateways);
    const versions = object ? notesIn(object.body) : {};
    if (!object || !ids.some((id) => id in versions)) return;
    const left = Object.fromEntries(Object.entries(versions).filter(([id]) => !ids.includes(id)));
    const body = writtenBody(left);
    // Refused when a deployment has written it meanwhile: then that is what has to be changed.
    const request = { bucket, key, body, contentType: 'application/json', ifMatch: object.etag };
    const put = await gateways.s3(environment.region).putObject(request);
    if (put) return;
  }
}

function matters(environment: Environment, parameters: Readonly<Record<string, readonly SsmParameter[]>>): boolean {
  const owned = new Set(
    environment.services.flatMap(({ name, runtime }) =>
      runtime.filter(({ kind }) => kind !== 'default').map(({ key }) => parameterName(environment, name, key)),
    ),
  );
  const outputs = outputsPath(environment, '');
  return Object.values(parameters).some((list) =>
    list.some(({ name }) => !owned.has(name) && !name.startsWith(outputs)),
  );
}

/** Notes that cannot be read are none: everything counts as set by hand then, and is kept. */
function notesIn(body: Uint8Array): Written {
  const content = parsed(body);
  if (!isObject(content) || !isObject(content['versions'])) return {};
  return Object.fromEntries(Object.entries(content['versions']).map(([id, notes]) => [id, noted(notes)]));
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body)) as unknown;
  } catch {
    return null;
  }
}

/** A lone number is the form without digests. What else is there is no note of ours: the parameter counts as set by hand. */
function noted(notes: unknown): WrittenValue[] {
  const list: readonly unknown[] = Array.isArray(notes) ? notes : [{ version: notes, digest: null }];
  return list.flatMap((note) => {
    const { version, digest = null } = isObject(note) ? note : {};
    if (typeof version !== 'number' || (digest !== null && typeof digest !== 'string')) return [];
    return [{ version, digest }];
  });
}
