import { expect, it } from 'vitest';
import { desk } from '../../support/cli.ts';
import { definition, service } from '../../support/project.ts';
import { wire } from '../../support/requests.ts';

const FUNCTION = {
  Resources: {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
        },
      },
    },
    Function: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Code: './code',
        Handler: 'index.handler',
        Runtime: 'nodejs22.x',
        Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
      },
    },
  },
};

it('nothing that a deployment was made of is ever deleted, by a request or by a rule of the bucket', async () => {
  const code = (version: number) => ({ 'stack/code/index.js': `exports.handler = async () => ${version};` });
  const one = await desk({ 'dev.yaml': definition({ a: service('a') }), 'stack/a.json': FUNCTION, ...code(0) });
  const expiring: string[] = [];
  const log = wire((call, { query, body }) => {
    if (call.startsWith('PUT ') && 'lifecycle' in (query ?? {})) expiring.push(String(body));
  });
  for (let version = 0; version < 3; version += 1) {
    await one.write(code(version));
    expect((await one.run('deploy dev --yes', { aws: { wrap: log.wrap } })).exit).toBe(0);
  }
  expect((await one.run('destroy dev --yes', { aws: { wrap: log.wrap } })).exit).toBe(0);
  expect(log.count(/^PUT .*artifacts\//)).toBe(3);
  expect(log.count(/^DELETE .*(artifacts|templates|environments)\//)).toBe(0);
  expect(log.count(/^POST .*\?.*delete/)).toBe(0);
  expect(expiring).toHaveLength(1);
  expect(expiring[0]).toMatch(/<Prefix>locks\/<\/Prefix>/);
});
