import type { SessionCredentials } from '../../aws/types/session.ts';

/** What would lead a program elsewhere than the credentials that it is given, or goes with others. */
const CLEARED = {
  AWS_PROFILE: undefined,
  AWS_DEFAULT_PROFILE: undefined,
  AWS_SECURITY_TOKEN: undefined,
  AWS_ROLE_ARN: undefined,
  AWS_WEB_IDENTITY_TOKEN_FILE: undefined,
  AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: undefined,
  AWS_CONTAINER_CREDENTIALS_FULL_URI: undefined,
};

/** The variables by which AWS's own tools and SDKs find credentials and region, for a program that is started. */
export function awsVariables(
  { accessKeyId, secretAccessKey, sessionToken, expires }: SessionCredentials,
  region: string,
): Readonly<Record<string, string | undefined>> {
  return {
    ...CLEARED,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken ?? undefined,
    AWS_CREDENTIAL_EXPIRATION: expires === null ? undefined : new Date(expires).toISOString(),
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
  };
}
