import { onTestFinished, vi } from 'vitest';
import { writeFiles } from '../folder.ts';
import type { Credentials } from './witness.ts';

/** Writes the shared credentials file of this machine, until the end of the test. */
export async function profile(name: string, credentials: Credentials, folder: string): Promise<void> {
  const { accessKeyId, secretAccessKey, sessionToken = '' } = credentials;
  const keys = `aws_access_key_id=${accessKeyId}\naws_secret_access_key=${secretAccessKey}\naws_session_token=${sessionToken}\n`;
  await writeFiles(folder, { 'aws-credentials': `[${name}]\n${keys}` });
  stub({ AWS_SHARED_CREDENTIALS_FILE: `${folder}/aws-credentials` });
}

/** Credentials in the process's environment, where the SDK looks for them, until the end of the test. */
export function signedInAs({ accessKeyId, secretAccessKey, sessionToken = '' }: Credentials): void {
  stub({
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  });
}

function stub(variables: Record<string, string>): void {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
}
