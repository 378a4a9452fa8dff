import { bodyOf, currentObject } from '../../s3/objects.ts';
import { findBucket } from '../../s3/store.ts';
import { validationError } from '../faults.ts';
import type { Site } from '../site.ts';

/** The text of a template in S3. Buckets of other accounts are refused: the simulator does not weigh bucket policies. */
export function templateAt(url: string, site: Site): string {
  const { bucket, key } = addressOf(url);
  const found = findBucket(site.state, bucket);
  if (found === undefined) throw s3Error('The specified bucket does not exist');
  if (found.account !== site.account) throw s3Error('Access Denied');
  const object = currentObject(found, key);
  if (object === undefined) throw s3Error('The specified key does not exist.');
  return Buffer.from(bodyOf(object)).toString();
}

/** Virtual-hosted and path-style addresses; the endpoint may also be a local one. */
function addressOf(url: string): { bucket: string; key: string } {
  if (!URL.canParse(url)) throw validationError('TemplateURL must be a supported URL.');
  const { hostname, pathname } = new URL(url);
  const path = decodeURIComponent(pathname.slice(1));
  const virtual = /^(.+)\.s3[.-]/.exec(hostname)?.[1];
  if (virtual !== undefined) return { bucket: virtual, key: path };
  const slash = path.indexOf('/');
  if (slash < 1) throw validationError('TemplateURL must reference a valid S3 object to which you have access.');
  return { bucket: path.slice(0, slash), key: path.slice(slash + 1) };
}

function s3Error(text: string): Error {
  return validationError(
    `S3 error: ${text}\nFor more information check http://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html`,
  );
}
