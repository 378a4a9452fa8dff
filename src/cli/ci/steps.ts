import type { JsonObject } from '../../model/json.ts';

/** How envctl comes onto the runner. `locked`: it is among the packages of the repository. */
export interface Installation {
  readonly locked: boolean;
  readonly version: string;
}

/** The folder, Node and envctl itself. */
export function preparation({ locked, version }: Installation): JsonObject[] {
  return [
    { uses: 'actions/checkout@v6', with: { 'persist-credentials': false } },
    { uses: 'actions/setup-node@v6', with: { 'node-version': 'lts/*', 'package-manager-cache': false } },
    { run: locked ? 'npm ci' : `npm install --global envctl@${version}` },
  ];
}

/** The command line of envctl, wherever it was installed. */
export function program({ locked }: Installation): string {
  return locked ? 'npx --no-install envctl' : 'envctl';
}

/**
 * Credentials by OIDC: GitHub vouches for this job, and the role trusts what it says. They hold for an hour unless `seconds` says
 * more; the deploy role of the baseline lets them hold for four (IAM API reference, AssumeRoleWithWebIdentity).
 */
export function credentials(role: string, region: string, project: string, seconds: number | null = null): JsonObject {
  return {
    uses: 'aws-actions/configure-aws-credentials@v6',
    with: {
      'role-to-assume': role,
      'role-session-name': `envctl-${project}-\${{ github.run_id }}`,
      'aws-region': region,
      ...(seconds === null ? {} : { 'role-duration-seconds': seconds }),
    },
  };
}
