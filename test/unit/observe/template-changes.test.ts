import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/model/json.ts';
import { desk } from '../../support/cli.ts';
import { definition, service } from '../../support/project.ts';
import { wire } from '../../support/requests.ts';

const table = (key: string): JsonObject => ({
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: key, AttributeType: 'S' }],
    KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
  },
});
const parameter = (value: string): JsonObject => ({
  Type: 'AWS::SSM::Parameter',
  Properties: { Type: 'String', Value: value },
});

async function compared(before: JsonObject, after: JsonObject) {
  const one = await desk({ 'dev.yaml': definition({ a: service('a') }), 'stack/a.json': { Resources: before } });
  await one.run('deploy dev --yes');
  await one.write({ 'stack/a.json': { Resources: after } });
  const log = wire();
  const { services } = (await one.run('plan dev --read-only --output json', { aws: { wrap: log.wrap } })).json() as {
    services: { resources: { logicalId: string; action: string; replacement: boolean | string }[] }[];
  };
  expect(log.count(/^(Create|Put|PUT)/)).toBe(0);
  return services[0]?.resources
    .map(({ logicalId, action, replacement }) => `${logicalId} ${action} ${replacement}`)
    .sort();
}

describe('a plan that may make nothing', () => {
  it('tells what is added, changed and removed, from the templates alone', async () => {
    expect(
      await compared(
        { Kept: parameter('x'), Changed: parameter('x'), Gone: parameter('x') },
        { Kept: parameter('x'), Changed: parameter('y'), New: parameter('x') },
      ),
    ).toEqual(['Changed Modify false', 'Gone Remove false', 'New Add false']);
  });

  it('tells what would be made anew', async () => {
    expect(await compared({ Table: table('id') }, { Table: table('key') })).toEqual(['Table Modify true']);
  });
});
