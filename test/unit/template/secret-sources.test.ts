import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/model/json.ts';
import { isSecretName } from '../../../src/template/secret-names.ts';
import { holdsSecrets, isSecretPlace } from '../../../src/template/secret-sources.ts';
import { tellsSecret } from '../../../src/template/secret-text.ts';

describe('a name', () => {
  it.each(['MasterUserPassword', 'STRIPE_KEY', 'AuthToken', 'api-key', 'SecretString', 'DB_PWD', 'accessKey'])(
    '%s is that of a secret',
    (name) => {
      expect(isSecretName(name)).toBe(true);
    },
  );

  it.each(['Timeout', 'S3Key', 'KeySchema', 'KmsKeyId', 'SecretArn', 'PasswordPolicy', 'TokenValidityUnits', 'PAGE'])(
    '%s is none',
    (name) => {
      expect(isSecretName(name)).toBe(false);
    },
  );
});

describe('a place in a template', () => {
  const variables: JsonObject = {
    A: { Ref: 'Pw' },
    B: { 'Fn::If': ['Prod', { 'Fn::Sub': 'x-${Pw}' }, 'y'] },
    C: { 'Fn::GetAtt': ['Made', 'Value'] },
    D: { 'Fn::GetAtt': 'Key.SecretAccessKey' },
    E: '{{resolve:ssm-secure:/db}}',
    F: { Ref: 'Size' },
    G: { 'Fn::GetAtt': ['Key', 'Arn'] },
    H: 'plain',
  };
  const tree: JsonObject = {
    Parameters: { Pw: { Type: 'String', NoEcho: true }, Size: { Type: 'String' } },
    Resources: {
      Key: { Type: 'AWS::IAM::AccessKey' },
      Made: { Type: 'Custom::Generator' },
      Code: { Type: 'AWS::Lambda::Function', Properties: { Timeout: 3, Environment: { Variables: variables } } },
      Task: {
        Type: 'AWS::ECS::TaskDefinition',
        Properties: {
          ContainerDefinitions: [
            { Image: 'a:1', Environment: [{ Name: 'DB_PASSWORD', Value: 'x' }], Command: [{ Ref: 'Size' }] },
          ],
        },
      },
    },
  };
  const place = (logicalId: string, type: string, path: string) => isSecretPlace(tree, { logicalId, type, path });

  it.each(Object.keys(variables).map((name) => [name, name < 'F'] as const))('variable %s: %s', (name, expected) => {
    expect(place('Code', 'AWS::Lambda::Function', `/Environment/Variables/${name}`)).toBe(expected);
  });

  it('is judged with all that is in it, and not with what stands beside it', () => {
    expect(place('Code', 'AWS::Lambda::Function', '/Environment')).toBe(true);
    expect(place('Code', 'AWS::Lambda::Function', '/Timeout')).toBe(false);
    const task = (path: string) => place('Task', 'AWS::ECS::TaskDefinition', `/ContainerDefinitions/0${path}`);
    expect([task('/Image'), task('/Command/0'), task('/Environment/0/Value'), task('')]).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });

  it('that only a transform makes is judged by the whole template', () => {
    expect(place('CodeRole', 'AWS::IAM::Role', '/Policies')).toBe(true);
    const plain = { Parameters: { Size: { Type: 'String' } }, Resources: {} };
    expect(isSecretPlace(plain, { logicalId: 'CodeRole', type: 'AWS::IAM::Role', path: '/Policies' })).toBe(false);
    expect([holdsSecrets(tree), holdsSecrets(plain)]).toEqual([true, false]);
  });
});

describe('a text', () => {
  it.each([
    ['{"password":"x"}', true],
    ['[{"Name":"API_TOKEN","Value":"x"}]', true],
    ['{"a":{"password":"x"', true],
    ['{"Action":"secretsmanager:GetSecretValue"}', false],
    ['mysql://app:pw@db/x', true],
    ['https://example.com/a:b', false],
    ['a {{resolve:secretsmanager:db}}', true],
    ['30', false],
  ])('%s: %s', (text, expected) => {
    expect(tellsSecret(text)).toBe(expected);
  });
});
