import type { Baseline } from '../model/environment.ts';
import { isObject } from '../model/json.ts';
import { audienceOf, hostOf, providerArn } from './oidc-provider.ts';

interface DeployTrust {
  /** The account that the role is in. */
  readonly account: string;
  /** The account from which people come; null: nobody from outside. */
  readonly management: string | null;
  readonly partition: string;
  /** ARNs or account ids. */
  readonly trust: readonly string[];
  readonly oidc: Baseline['oidc'];
}

const MANAGEMENT_SID = 'Management';

/** Who may assume the deploy role; each kind has a statement of its own, by which it is found again. */
export function deployTrust({ account, management, partition, trust, oidc }: DeployTrust): object {
  const root = (id: string): string => `arn:${partition}:iam::${id}:root`;
  const principals = (sid: string, arns: readonly string[]): object => ({
    Sid: sid,
    Effect: 'Allow',
    Principal: { AWS: arns },
    Action: ['sts:AssumeRole', 'sts:TagSession'],
  });
  return {
    Version: '2012-10-17',
    Statement: [
      ...(management === null ? [] : [principals(MANAGEMENT_SID, [root(management)])]),
      principals('Account', [root(account)]),
      ...(trust.length > 0
        ? [
            principals(
              'Trust',
              trust.map((entry) => (/^\d{12}$/.test(entry) ? root(entry) : entry)),
            ),
          ]
        : []),
      ...(oidc ? [webIdentity(oidc, account, partition)] : []),
    ],
  };
}

/** CI of a repository that the definition names, by the token that the provider gives it: no key is kept anywhere. */
function webIdentity(oidc: NonNullable<Baseline['oidc']>, account: string, partition: string): object {
  const host = hostOf(oidc.provider);
  return {
    Sid: 'Oidc',
    Effect: 'Allow',
    Principal: { Federated: providerArn(oidc.provider, account, partition) },
    Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'],
    Condition: {
      StringEquals: { [`${host}:aud`]: audienceOf(oidc.provider) },
      StringLike: { [`${host}:sub`]: oidc.subjects },
    },
  };
}

/** CloudFormation, working for this account only (CloudFormation user guide, "Cross-service confused deputy prevention"). */
export function serviceTrust(account: string): object {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'cloudformation.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'aws:SourceAccount': account } },
      },
    ],
  };
}

/** The account from which people come, as a trust policy made by `deployTrust` has it; null when it has none. */
export function managementIn(trust: object): string | null {
  const statements: unknown = 'Statement' in trust ? trust.Statement : [];
  const statement = (Array.isArray(statements) ? statements : [statements]).find(
    (candidate) => isObject(candidate) && candidate['Sid'] === MANAGEMENT_SID,
  );
  return /::(\d{12}):root/.exec(JSON.stringify(statement ?? null))?.[1] ?? null;
}
