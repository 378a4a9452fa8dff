import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/model/json.ts';
import { desk, type Desk } from '../../support/cli.ts';
import type { Files } from '../../support/folder.ts';
import { definition, enter, REGION } from '../../support/project.ts';

const STYLES = join(import.meta.dirname, '../../fixtures/styles');

/** Where `cdk synth` says that an asset will be. */
const BUCKET = { 'Fn::Sub': 'cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}' };
const ACCOUNT_AND_REGION = [{ Ref: 'AWS::AccountId' }, '-', { Ref: 'AWS::Region' }];
const CODE = 'a'.repeat(64);
const LAYER = 'b'.repeat(64);
const NESTED = 'c'.repeat(64);

function asset(hash: string, path: string, ending: string): JsonObject {
  const place = { bucketName: BUCKET['Fn::Sub'], objectKey: `${hash}.${ending}` };
  return { [hash]: { source: { path, packaging: 'zip' }, destinations: { here: place } } };
}

function lambda(code: JsonObject, more: JsonObject = {}): JsonObject {
  const role = { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/${Role}' };
  return {
    Type: 'AWS::Lambda::Function',
    Properties: { Handler: 'index.handler', Runtime: 'nodejs22.x', Role: role, Code: code, ...more },
  };
}

const ROLE: JsonObject = {
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
    },
  },
};

/** What `cdk synth` gives for a stack with a function, its layer and a nested stack with another function. */
function assembly(more: JsonObject = {}): Files {
  const code = { S3Bucket: BUCKET, S3Key: `${CODE}.zip` };
  const address = ['https://s3.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }, '/cdk-hnb659fds-assets-'];
  const url = { 'Fn::Join': ['', [...address, ...ACCOUNT_AND_REGION, `/${NESTED}.json`]] };
  const layer = { S3Bucket: BUCKET, S3Key: `${LAYER}.zip` };
  const files = {
    ...asset(CODE, `asset.${CODE}`, 'zip'),
    ...asset(LAYER, `asset.${LAYER}`, 'zip'),
    ...asset(NESTED, 'inner.nested.template.json', 'json'),
  };
  const version = { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk-bootstrap/hnb659fds/version' };
  const rule = {
    Assertions: [{ Assert: { 'Fn::Not': [{ 'Fn::Contains': [['1', '2'], { Ref: 'BootstrapVersion' }] }] } }],
  };
  const stack = {
    Parameters: { BootstrapVersion: version },
    Rules: { CheckBootstrapVersion: rule },
    Resources: {
      Role: ROLE,
      Layer: { Type: 'AWS::Lambda::LayerVersion', Properties: { Content: layer } },
      Function: lambda(code, { Layers: [{ Ref: 'Layer' }] }),
      Inner: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: url } },
      ...more,
    },
  };
  const artifacts = {
    app: { type: 'aws:cloudformation:stack', properties: { templateFile: 'app.template.json' } },
    'app.assets': { type: 'cdk:asset-manifest', properties: { file: 'app.assets.json' } },
  };
  return {
    'stack/cdk.out/manifest.json': { version: '48.0.0', artifacts },
    'stack/cdk.out/app.assets.json': { version: '48.0.0', files },
    'stack/cdk.out/app.template.json': stack,
    'stack/cdk.out/inner.nested.template.json': { Resources: { Role: ROLE, Function: lambda(code) } },
    [`stack/cdk.out/asset.${CODE}/index.js`]: 'exports.handler = async () => 1;',
    [`stack/cdk.out/asset.${LAYER}/nodejs/shared.js`]: 'exports.one = 1;',
  };
}

/** More than CloudFormation takes in a request. */
function big(): JsonObject {
  const setting = (index: number) => ({
    Type: 'AWS::SSM::Parameter',
    Properties: { Type: 'String', Value: `${index}`.padEnd(500, 'x') },
  });
  const settings = Array.from({ length: 100 }, (_, index) => [`Setting${index}`, setting(index)]);
  return { Resources: Object.fromEntries(settings) as JsonObject };
}

const SERVICES: JsonObject = {
  api: { template: '../styles/serverless-api.yaml', parameters: { Stage: 'dev' } },
  network: { template: '../styles/network/stack.yaml' },
  site: { template: '../styles/site/stack.yaml' },
  stage: { template: '../styles/per-stage.yaml', parameters: { Stage: 'prod' } },
  tenants: { template: '../styles/for-each.yaml', parameters: { Tenants: 'red,green' } },
  web: {
    template: '../styles/containers.yaml',
    parameters: { Vpc: '${output:network.Vpc}', Subnets: 'subnet-1,subnet-2' },
  },
  orders: { template: '../styles/orders/stack.yaml' },
  messages: { template: '../styles/messages.yaml' },
  big: { template: '../stack/big.json' },
  cdk: { template: '../stack/cdk.out' },
};

async function project(): Promise<Desk> {
  const one = await desk({ 'dev.yaml': definition(SERVICES), ...assembly(), 'stack/big.json': big() });
  await cp(STYLES, join(one.root, 'styles'), { recursive: true });
  const image = { name: '/shared/image', value: 'ami-1', type: 'String', exists: false, tags: {} } as const;
  await (await enter(one.world)).ssm(REGION).put(image);
  return one;
}

/** What the program itself says went well. */
async function good({ run }: Desk, argv: string): Promise<JsonObject> {
  const ended = await run(`${argv} --output json`);
  expect(ended.exit, ended.stdout).toBe(0);
  return ended.json();
}

it('templates as people write and tools synthesize them are deployed once, as their authors meant, and go again', async () => {
  const one = await project();
  await good(one, 'validate dev');
  expect(await good(one, 'plan dev')).toMatchObject({ services: { length: Object.keys(SERVICES).length } });
  await good(one, 'deploy dev --yes');
  expect(await good(one, 'plan dev')).toMatchObject({ changes: 0 });

  const gateway = (await enter(one.world)).cloudformation(REGION);
  const ids = async (service: string): Promise<string[]> =>
    (await gateway.resources(`notes-dev-${service}`)).map(({ logicalId }) => logicalId);
  const outputs = async (service: string): Promise<string[]> =>
    (await gateway.describe(`notes-dev-${service}`))?.outputs.map(({ key }) => key).sort() ?? [];
  const tenants = ['Queuered', 'Queuegreen', 'Topicorderplaced', 'Topicorderpaid'];
  expect(await ids('tenants')).toEqual(expect.arrayContaining(tenants));
  expect(await outputs('tenants')).toEqual(['Addressgreen', 'Addressred']);
  const api = ['Api', 'ReadAliaslive', 'ImportUploadedPermission', 'ImportLogged'];
  expect(await ids('api')).toEqual(expect.arrayContaining(api));
  expect(await outputs('stage')).toEqual(['Alarm', 'Memory']);

  const cdk = await gateway.template('notes-dev-cdk');
  expect(cdk).not.toMatch(/cdk-(hnb659fds|bootstrap)/);
  expect(cdk).toContain('"S3Bucket": "notes-123456789012-eu-west-1"');

  await good(one, 'destroy dev --yes');
});

describe('an asset of an assembly that cannot be packaged', () => {
  it('is told with its resource', async () => {
    const properties = { SourceBucketNames: [BUCKET], SourceObjectKeys: [`${CODE}.zip`] };
    const files = assembly({ Upload: { Type: 'Custom::CDKBucketDeployment', Properties: properties } });
    const one = await desk({ 'dev.yaml': definition({ cdk: { template: '../stack/cdk.out' } }), ...files });
    const { exit, stdout } = await one.run('validate dev --output json');
    expect(exit).toBe(4);
    expect(stdout).toContain(`resource \\"Upload\\" takes ./asset.${CODE} of the CDK assembly`);
  });
});
