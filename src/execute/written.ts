import { writtenBody } from '../bucket/written.ts';
import { bucketName, writtenKey } from '../model/names.ts';
import type { Site } from './site.ts';

/** Keeps the versions of parameters that the definition wrote: a higher one was set by hand since. */
export async function saveWritten({ plan, gateways, written, keepsRecords }: Site): Promise<void> {
  if (!keepsRecords || written.size === 0) return;
  const { project, environment, region } = plan;
  const bucket = bucketName(project, gateways.account, region);
  const body = writtenBody(Object.fromEntries(written));
  const key = writtenKey(environment);
  await gateways.s3(region).putObject({ bucket, key, body, contentType: 'application/json' });
}
