import { describe, expect, it } from 'vitest';
import { deployPermissions } from '../../../src/baseline/deploy-permissions.ts';
import { deployTrust, managementIn } from '../../../src/baseline/trust.ts';

const BASE = { account: '111111111111', management: '123456789012', partition: 'aws', trust: [], oidc: null };

describe('deployTrust', () => {
  it('trusts the management account and the account itself, and nobody else', () => {
    expect(JSON.stringify(deployTrust(BASE)).match(/arn:[^"]+/g)).toEqual([
      'arn:aws:iam::123456789012:root',
      'arn:aws:iam::111111111111:root',
    ]);
  });

  it('trusts those whom the definition names, by ARN or account id', () => {
    const trust = deployTrust({
      ...BASE,
      partition: 'aws-cn',
      trust: ['222222222222', 'arn:aws-cn:iam::333333333333:role/ci'],
    });
    expect(trust).toMatchObject({
      Statement: [
        {},
        {},
        { Principal: { AWS: ['arn:aws-cn:iam::222222222222:root', 'arn:aws-cn:iam::333333333333:role/ci'] } },
      ],
    });
  });

  it.each([
    ['github', 'token.actions.githubusercontent.com', 'sts.amazonaws.com'],
    ['gitlab', 'gitlab.com', 'https://gitlab.com'],
  ] as const)('lets in only the named subjects of %s', (provider, host, audience) => {
    const trust = deployTrust({ ...BASE, oidc: { provider, subjects: ['repo:acme/notes:*'] } });
    expect(trust).toMatchObject({
      Statement: [
        {},
        {},
        {
          Principal: { Federated: `arn:aws:iam::111111111111:oidc-provider/${host}` },
          Condition: {
            StringEquals: { [`${host}:aud`]: audience },
            StringLike: { [`${host}:sub`]: ['repo:acme/notes:*'] },
          },
        },
      ],
    });
  });
});

describe('managementIn', () => {
  it('finds the management account again', () => {
    expect(managementIn(deployTrust(BASE))).toBe('123456789012');
  });

  it.each([[deployTrust({ ...BASE, management: null })], [{}], [{ Statement: 'nonsense' }]])(
    'answers null for %j',
    (trust) => {
      expect(managementIn(trust)).toBeNull();
    },
  );
});

describe('deployPermissions', () => {
  const { Statement } = deployPermissions({
    project: 'notes',
    account: '111111111111',
    partition: 'aws',
    brought: false,
  }) as {
    Statement: { Action: string[]; Resource: string[] }[];
  };
  const resourcesOf = (action: string): string[] =>
    Statement.filter(({ Action }) => Action.includes(action)).flatMap(({ Resource }) => Resource);

  it('passes one role only', () => {
    expect(resourcesOf('iam:PassRole')).toEqual(['arn:aws:iam::111111111111:role/envctl-notes-cloudformation']);
  });

  it('writes parameters of its own project only, not of one whose name begins alike', () => {
    expect(resourcesOf('ssm:*')).toEqual([
      'arn:aws:ssm:*:111111111111:parameter/notes',
      'arn:aws:ssm:*:111111111111:parameter/notes/*',
    ]);
  });

  it('grants nothing of IAM but looking and passing', () => {
    const actions = Statement.flatMap(({ Action }) => Action).filter((action) => action.startsWith('iam:'));
    expect(actions.filter((action) => !/^iam:(Get|List|PassRole)/.test(action))).toEqual([]);
  });

  it('fits into one inline policy', () => {
    // IAM: 10,240 characters for all inline policies of a role.
    expect(JSON.stringify(Statement).length).toBeLessThan(10_000);
  });
});
