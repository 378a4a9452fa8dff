import { fail } from '../../diagnostics/error.ts';
import { isObject } from '../../model/json.ts';

/** A policy as data: IAM answers with documents percent-encoded (RFC 3986). Throws AwsError for what is none. */
export function documentOf(text: string | undefined): object {
  return policyIn(text === undefined ? '{}' : decoded(text));
}

/** A policy that is written as JSON. Throws AwsError for what is none: it must not pass for a policy that allows nothing. */
export function policyIn(text: string): object {
  try {
    const document: unknown = JSON.parse(text);
    if (isObject(document)) return document;
  } catch {
    // Told below, as everything else that is no object is.
  }
  fail('AwsError', 'AWS answered with a policy that is no JSON object', {
    hint: 'look at what stands between this machine and AWS: a proxy may change its answers',
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
