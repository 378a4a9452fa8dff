import type { Shape } from './shape.ts';

/** Cognito, KMS, certificates, secrets and the parts of IAM that live in stacks only. Source: resource reference, "Return values". */
export const IDENTITY_SHAPES: Readonly<Record<string, Shape>> = {
  'AWS::Cognito::UserPool': {
    id: '{region}_{lower9}',
    attributes: {
      Arn: 'arn:{partition}:cognito-idp:{region}:{account}:userpool/{id}',
      ProviderName: 'cognito-idp.{region}.{suffix}/{id}',
      ProviderURL: 'https://cognito-idp.{region}.{suffix}/{id}',
      UserPoolId: '{id}',
    },
    protectedBy: {
      property: 'DeletionProtection',
      value: 'ACTIVE',
      text: 'The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first. (Service: CognitoIdentityProvider, Status Code: 400)',
    },
  },
  'AWS::Cognito::UserPoolClient': {
    id: '{lower26}',
    attributes: { ClientId: '{id}', Name: '{ClientName}', ClientSecret: '{lower51}' },
  },
  'AWS::Cognito::UserPoolDomain': {
    id: '{Domain}',
    name: 'Domain',
    attributes: { CloudFrontDistribution: 'd{lower13}.cloudfront.net' },
  },
  'AWS::Cognito::UserPoolGroup': { id: '{name}', name: 'GroupName' },
  'AWS::Cognito::UserPoolResourceServer': { id: '{UserPoolId}|{Identifier}' },
  'AWS::Cognito::IdentityPool': { id: '{region}:{uuid}', attributes: { Id: '{id}', Name: '{IdentityPoolName}' } },
  'AWS::Cognito::IdentityPoolRoleAttachment': { id: '{IdentityPoolId}', attributes: { Id: '{id}' } },
  'AWS::KMS::Key': {
    id: '{uuid}',
    attributes: { KeyId: '{id}', Arn: 'arn:{partition}:kms:{region}:{account}:key/{id}' },
  },
  'AWS::KMS::Alias': { id: '{AliasName}', name: 'AliasName' },
  'AWS::CertificateManager::Certificate': { id: 'arn:{partition}:acm:{region}:{account}:certificate/{uuid}' },
  'AWS::SecretsManager::Secret': {
    id: 'arn:{partition}:secretsmanager:{region}:{account}:secret:{name}-{lower6}',
    name: 'Name',
    attributes: { Id: '{id}' },
  },
  'AWS::IAM::InstanceProfile': {
    id: '{name}',
    name: 'InstanceProfileName',
    longest: 128,
    attributes: { Arn: 'arn:{partition}:iam::{account}:instance-profile/{id}' },
  },
  'AWS::IAM::User': {
    id: '{name}',
    name: 'UserName',
    longest: 64,
    attributes: { Arn: 'arn:{partition}:iam::{account}:user/{id}' },
  },
  'AWS::IAM::Group': {
    id: '{name}',
    name: 'GroupName',
    longest: 128,
    attributes: { Arn: 'arn:{partition}:iam::{account}:group/{id}' },
  },
};
