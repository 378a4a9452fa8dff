import type { S3Gateway } from '../aws/types/account.ts';
import { digestOf } from '../model/digest.ts';
import { isObject, type Json } from '../model/json.ts';
import { submissionKey } from '../model/names.ts';
import type { Submission } from '../model/plan.ts';

/** Where submissions of an environment lie: beside its records. */
export interface SubmissionPlace {
  readonly s3: Pick<S3Gateway, 'getObject' | 'putObject'>;
  readonly bucket: string;
  readonly environment: string;
}

/** Key of a submission: what is the same is kept once, however many deployments name it. */
export function keyOfSubmission(environment: string, submission: Submission): string {
  return submissionKey(environment, digestOf(submission as unknown as Json));
}

/** Keeps a submission and answers its key. */
export async function writeSubmission(place: SubmissionPlace, submission: Submission): Promise<string> {
  const { s3, bucket, environment } = place;
  const key = keyOfSubmission(environment, submission);
  const body = JSON.stringify({ version: 1, ...submission });
  await s3.putObject({ bucket, key, body, contentType: 'application/json', ifAbsent: true });
  return key;
}

/** Null when it is not there, or when a newer envctl wrote it in a form that this one cannot read. */
export async function readSubmission({ s3, bucket }: SubmissionPlace, key: string): Promise<Submission | null> {
  const object = await s3.getObject(bucket, key);
  if (!object) return null;
  const found: unknown = JSON.parse(new TextDecoder().decode(object.body));
  return isObject(found) && found['version'] === 1 ? (found as unknown as Submission) : null;
}
