import type { JsonObject } from '../model/json.ts';

/** The role by which a customer lets us into an account of theirs. */
export interface CustomerRole {
  readonly name: string;
  /** With slashes at both ends; `/` for none. */
  readonly path: string;
  /** Id of the account that may assume it: the one whose credentials envctl runs with. */
  readonly trusted: string;
  /** Null: none is asked for. */
  readonly externalId: string | null;
  readonly partition: string;
}

const ACTIONS = ['sts:AssumeRole', 'sts:TagSession'];

/** The parts of `arn:aws:iam::123456789012:role/path/name`. */
export function nameInArn(arn: string): { readonly name: string; readonly path: string } {
  const full = arn.slice(arn.indexOf(':role/') + ':role'.length);
  const end = full.lastIndexOf('/') + 1;
  return { path: full.slice(0, end), name: full.slice(end) };
}

/** The trust policy of that role; the external id keeps others who trust us from being led into it (IAM user guide, "The confused deputy problem"). */
export function customerTrust({ trusted, externalId, partition }: CustomerRole): JsonObject {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: `arn:${partition}:iam::${trusted}:root` },
        Action: ACTIONS,
        ...(externalId === null ? {} : { Condition: { StringEquals: { 'sts:ExternalId': externalId } } }),
      },
    ],
  };
}

/** What a stack of the template below is made with. */
export function customerParameters({ name, path, trusted, externalId }: CustomerRole): Record<string, string> {
  return { RoleName: name, RolePath: path, TrustedAccount: trusted, ExternalId: externalId ?? '' };
}

/**
 * A CloudFormation template that makes the role. It may do everything: it makes the roles of the baseline, which may do what
 * the templates of the services need. The parameters can be given anew, so that one copy serves several customers.
 */
export function customerTemplate(role: CustomerRole): JsonObject {
  const defaults = customerParameters(role);
  const parameters = Object.entries(defaults).map(([name, value]) => [name, { Type: 'String', Default: value }]);
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: 'Lets envctl deploy into this account',
    Parameters: Object.fromEntries(parameters) as JsonObject,
    Conditions: { HasExternalId: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'ExternalId' }, ''] }] } },
    Resources: {
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: { Ref: 'RoleName' },
          Path: { Ref: 'RolePath' },
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Principal: { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${TrustedAccount}:root' } },
                Action: ACTIONS,
                Condition: {
                  'Fn::If': [
                    'HasExternalId',
                    { StringEquals: { 'sts:ExternalId': { Ref: 'ExternalId' } } },
                    { Ref: 'AWS::NoValue' },
                  ],
                },
              },
            ],
          },
          ManagedPolicyArns: [{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/AdministratorAccess' }],
        },
      },
    },
    Outputs: { RoleArn: { Value: { 'Fn::GetAtt': ['Role', 'Arn'] } } },
  };
}
