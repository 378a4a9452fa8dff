import type { CredentialProblem } from '../credentials.ts';
import { AwsFault } from '../service.ts';

type Refusals = Readonly<Record<CredentialProblem, readonly [code: string, status: number, message: string]>>;

const INVALID = 'The security token included in the request is invalid.';
const EXPIRED = 'The security token included in the request is expired';
const MISSING = 'Request is missing Authentication Token';

/** JSON services: the common errors of the Organizations and Systems Manager API references. */
export const JSON_REFUSALS: Refusals = {
  missing: ['MissingAuthenticationTokenException', 400, MISSING],
  unknown: ['UnrecognizedClientException', 400, INVALID],
  token: ['UnrecognizedClientException', 400, INVALID],
  expired: ['ExpiredTokenException', 400, EXPIRED],
};

/** Query services: the common errors of the IAM, STS and CloudFormation API references. */
export const QUERY_REFUSALS: Refusals = {
  missing: ['MissingAuthenticationToken', 403, MISSING],
  unknown: ['InvalidClientTokenId', 403, INVALID],
  token: ['InvalidClientTokenId', 403, INVALID],
  expired: ['ExpiredToken', 403, EXPIRED],
};

const NOT_VALIDATED = 'AWS was not able to validate the provided access credentials';

/** Amazon EC2 API reference, client error codes. */
export const EC2_REFUSALS: Refusals = {
  missing: ['MissingAuthenticationToken', 403, MISSING],
  unknown: ['AuthFailure', 401, NOT_VALIDATED],
  token: ['AuthFailure', 401, NOT_VALIDATED],
  expired: ['RequestExpired', 400, 'Request has expired.'],
};

/** Amazon S3 API reference, list of error codes. */
export const S3_REFUSALS: Refusals = {
  missing: ['AccessDenied', 403, 'Access Denied'],
  unknown: ['InvalidAccessKeyId', 403, 'The AWS Access Key Id you provided does not exist in our records.'],
  token: ['InvalidToken', 400, 'The provided token is malformed or otherwise invalid.'],
  expired: ['ExpiredToken', 400, 'The provided token has expired.'],
};

/** The fault that a table of refusals has for a problem. */
export function refusalFrom(refusals: Refusals, problem: CredentialProblem): AwsFault {
  const [code, status, message] = refusals[problem];
  return new AwsFault(code, message, status);
}
