import { dirname } from 'node:path';
import type { Access } from '../../aws/types/aws.ts';
import type { Environment } from '../../model/environment.ts';
import type { Context } from '../context.ts';
import type { Profile } from './config-file.ts';

export interface ProfileInput {
  readonly environment: Environment;
  readonly access: Access;
  readonly context: Context;
  /** True: the AWS tools ask envctl for credentials, instead of assuming the role themselves. */
  readonly process: boolean;
}

/**
 * The profile of an environment's account. The AWS tools assume its role by themselves where there is one; otherwise, and on
 * request, they ask envctl.
 */
export function profileOf(input: ProfileInput): Profile {
  const { environment, access } = input;
  const { project, name, region } = environment;
  const { role, externalId } = access;
  const assumed =
    role === null || input.process
      ? { credential_process: processCommand(input) }
      : { role_arn: role, ...sourceOf(input.context), ...(externalId === null ? {} : { external_id: externalId }) };
  return { name: `${project}-${name}`, owner: `${project}/${name}`, settings: { ...assumed, region } };
}

/** Where the tools find the credentials to assume the role with: where this run found its own. */
function sourceOf({ host: { env }, options }: Context): Profile['settings'] {
  const profile = options.profile ?? env['AWS_PROFILE'];
  if (profile) return { source_profile: profile };
  return env['AWS_ACCESS_KEY_ID'] ? { credential_source: 'Environment' } : { source_profile: 'default' };
}

/** It may be run from anywhere, so that files are named in full. */
function processCommand({ environment: { file }, context: { options } }: ProfileInput): string {
  const given = [
    ...(options.as === undefined ? [] : ['--as', options.as]),
    ...(options.profile === undefined ? [] : ['--profile', options.profile]),
  ];
  return ['envctl', 'credentials', file, '--dir', dirname(file), ...given].map(quoted).join(' ');
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `"${word}"`;
}
