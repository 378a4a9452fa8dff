import { describe, expect, it } from 'vitest';
import { DeleteStackCommand, type Stack } from '@aws-sdk/client-cloudformation';
import {
  CreateRoleCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import {
  CreateBucketCommand,
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { GetParameterCommand, ListTagsForResourceCommand } from '@aws-sdk/client-ssm';
import { outputs, parameterTemplate, refusal, StackWorld } from './cloudformation-world.ts';

const CAPABILITIES = { Capabilities: ['CAPABILITY_NAMED_IAM' as const] };
const trust = (Service: string) => ({
  Statement: [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }],
});
const role = (properties: object = {}) => ({
  Type: 'AWS::IAM::Role',
  Properties: { AssumeRolePolicyDocument: trust('lambda.amazonaws.com'), ...properties },
});

async function failed(stack: Stack, world: StackWorld, logicalId: string): Promise<string> {
  expect(stack.StackStatus).toBe('ROLLBACK_COMPLETE');
  return (await world.reasons(stack.StackName ?? '', logicalId)).join();
}

describe('resources with real effects', () => {
  it('SSM parameters, with the tags of their stack', async () => {
    const world = new StackWorld();
    await world.deploy('app', parameterTemplate('1'), { Tags: [{ Key: 'team', Value: 'x' }] });
    const ssm = world.ssm();
    const tags = async () => {
      const { TagList = [] } = await ssm.send(
        new ListTagsForResourceCommand({ ResourceType: 'Parameter', ResourceId: '/app/x' }),
      );
      return Object.fromEntries(TagList.map(({ Key, Value }) => [Key, Value]));
    };
    expect(await tags()).toMatchObject({
      team: 'x',
      'aws:cloudformation:stack-name': 'app',
      'aws:cloudformation:logical-id': 'Setting',
    });
    await world.update('app', parameterTemplate('1'), { Tags: [{ Key: 'team', Value: 'y' }] });
    expect((await tags())['team']).toBe('y');
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: '/app/x' }));
    expect(Parameter?.Version).toBe(1);
  });

  it('buckets and their policies', async () => {
    const world = new StackWorld();
    const stack = await world.deploy('app', {
      Resources: {
        Bucket: {
          Type: 'AWS::S3::Bucket',
          Properties: {
            VersioningConfiguration: { Status: 'Enabled' },
            PublicAccessBlockConfiguration: { BlockPublicAcls: true },
            Tags: [{ Key: 'own', Value: '1' }],
          },
        },
        Policy: {
          Type: 'AWS::S3::BucketPolicy',
          Properties: { Bucket: { Ref: 'Bucket' }, PolicyDocument: { Statement: [] } },
        },
      },
      Outputs: { Name: { Value: { Ref: 'Bucket' } }, Arn: { Value: { 'Fn::GetAtt': ['Bucket', 'Arn'] } } },
    });
    const { Name: Bucket = '', Arn } = outputs(stack);
    expect(Bucket).toMatch(/^app-bucket-[a-z0-9]{12}$/);
    expect(Arn).toBe(`arn:aws:s3:::${Bucket}`);
    const s3 = world.s3();
    expect((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe('Enabled');
    expect((await s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy).toBe('{"Statement":[]}');
    const block = (await s3.send(new GetPublicAccessBlockCommand({ Bucket }))).PublicAccessBlockConfiguration;
    expect(block).toMatchObject({ BlockPublicAcls: true, BlockPublicPolicy: false });
    expect((await s3.send(new GetBucketTaggingCommand({ Bucket }))).TagSet).toContainEqual({ Key: 'own', Value: '1' });
    await world.cloudformation().send(new DeleteStackCommand({ StackName: 'app' }));
    await world.settle();
    expect(await refusal(s3.send(new HeadBucketCommand({ Bucket })))).toMatch(/NotFound/);
  });

  it('a bucket that is not empty keeps its stack from being deleted', async () => {
    const world = new StackWorld();
    const template = { Resources: { Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'full-bucket' } } } };
    await world.deploy('app', template);
    await world.s3().send(new PutObjectCommand({ Bucket: 'full-bucket', Key: 'x', Body: 'x' }));
    await world.cloudformation().send(new DeleteStackCommand({ StackName: 'app' }));
    await world.settle();
    expect((await world.stack('app')).StackStatus).toBe('DELETE_FAILED');
    expect((await world.reasons('app', 'Bucket')).join()).toContain('The bucket you tried to delete is not empty');
  });

  it.each([
    ['Retain', 'DELETE_SKIPPED', true],
    ['RetainExceptOnCreate', 'DELETE_SKIPPED', true],
    ['Delete', 'DELETE_COMPLETE', false],
  ])('DeletionPolicy %s: %s', async (DeletionPolicy, status, kept) => {
    const world = new StackWorld();
    const bucket = { Type: 'AWS::S3::Bucket', DeletionPolicy, Properties: { BucketName: 'my-bucket' } };
    const { StackId = '' } = await world.deploy('app', { Resources: { Bucket: bucket } });
    await world.cloudformation().send(new DeleteStackCommand({ StackName: 'app' }));
    await world.settle();
    expect(await world.events(StackId)).toContain(`Bucket ${status}`);
    const head = world
      .s3()
      .send(new HeadBucketCommand({ Bucket: 'my-bucket' }))
      .then(
        () => true,
        () => false,
      );
    expect(await head).toBe(kept);
  });

  it('roles with their policies, inline, attached and managed', async () => {
    const world = new StackWorld();
    const document = { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
    const template = (RoleName: string) => ({
      Resources: {
        Role: role({
          RoleName,
          Policies: [{ PolicyName: 'own', PolicyDocument: document }],
          ManagedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
        }),
        Inline: {
          Type: 'AWS::IAM::Policy',
          Properties: { PolicyName: 'more', PolicyDocument: document, Roles: [{ Ref: 'Role' }] },
        },
        Managed: {
          Type: 'AWS::IAM::ManagedPolicy',
          Properties: { PolicyDocument: document, Roles: [{ Ref: 'Role' }] },
        },
      },
      Outputs: { Arn: { Value: { 'Fn::GetAtt': ['Role', 'Arn'] } }, Policy: { Value: { Ref: 'Managed' } } },
    });
    const made = outputs(await world.deploy('app', template('my-role'), CAPABILITIES));
    expect(made['Arn']).toBe('arn:aws:iam::123456789012:role/my-role');
    const iam = world.iam();
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'my-role' }));
    expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toContain('lambda.amazonaws.com');
    for (const PolicyName of ['own', 'more'])
      await iam.send(new GetRolePolicyCommand({ RoleName: 'my-role', PolicyName }));
    const { AttachedPolicies } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: 'my-role' }));
    const attached = new Set(AttachedPolicies?.map(({ PolicyArn }) => PolicyArn));
    expect(attached).toEqual(new Set(['arn:aws:iam::aws:policy/ReadOnlyAccess', made['Policy']]));
    await world.cloudformation().send(new DeleteStackCommand({ StackName: 'app' }));
    await world.settle();
    expect(await refusal(iam.send(new GetRoleCommand({ RoleName: 'my-role' })))).toMatch(/^NoSuchEntity/);
  });

  it('functions need their code and their role', async () => {
    const world = new StackWorld();
    const lambda = (S3Key: string, Role: unknown = { 'Fn::GetAtt': ['Role', 'Arn'] }) => ({
      Resources: {
        Role: role(),
        Function: {
          Type: 'AWS::Lambda::Function',
          Properties: { Code: { S3Bucket: 'code', S3Key }, Role, FunctionName: 'f' },
        },
        Version: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'Function' } } },
        Url: {
          Type: 'AWS::Lambda::Url',
          Properties: { AuthType: 'NONE', TargetFunctionArn: { 'Fn::GetAtt': ['Function', 'Arn'] } },
        },
      },
      Outputs: { Version: { Value: { Ref: 'Version' } }, Url: { Value: { 'Fn::GetAtt': ['Url', 'FunctionUrl'] } } },
    });
    const CreateBucketConfiguration = { LocationConstraint: 'eu-west-1' } as const;
    await world.s3().send(new CreateBucketCommand({ Bucket: 'code', CreateBucketConfiguration }));
    await world.s3().send(new PutObjectCommand({ Bucket: 'code', Key: 'f.zip', Body: 'x' }));
    expect(await failed(await world.deploy('one', lambda('missing.zip'), CAPABILITIES), world, 'Function')).toContain(
      'S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not exist.',
    );
    expect(
      await failed(
        await world.deploy('two', lambda('f.zip', 'arn:aws:iam::123456789012:role/none'), CAPABILITIES),
        world,
        'Function',
      ),
    ).toContain('cannot be assumed by Lambda');
    const made = outputs(await world.deploy('three', lambda('f.zip'), CAPABILITIES));
    expect(made['Version']).toBe('arn:aws:lambda:eu-west-1:123456789012:function:f:1');
    expect(made['Url']).toMatch(/^https:\/\/[a-z0-9]{32}\.lambda-url\.eu-west-1\.on\.aws\/$/);
  });
});

describe('deletion protection of the service itself', () => {
  it.each([
    [
      'AWS::DynamoDB::Table',
      { KeySchema: [], DeletionProtectionEnabled: true },
      'currently protected against deletion',
    ],
    ['AWS::Cognito::UserPool', { DeletionProtection: 'ACTIVE' }, 'deletion protection is activated'],
  ])('%s', async (Type, Properties, text) => {
    const world = new StackWorld();
    await world.deploy('app', { Resources: { Thing: { Type, Properties } } });
    await world.cloudformation().send(new DeleteStackCommand({ StackName: 'app' }));
    await world.settle();
    expect((await world.stack('app')).StackStatus).toBe('DELETE_FAILED');
    expect((await world.reasons('app', 'Thing')).join()).toContain(text);
  });
});

describe('names that are taken', () => {
  const named = (Type: string, property: string, name: string) => ({
    Resources: { Thing: { Type, Properties: { [property]: name } } },
  });

  it.each([
    ['AWS::SQS::Queue', 'QueueName'],
    ['AWS::S3::Bucket', 'BucketName'],
    ['AWS::SNS::Topic', 'TopicName'],
    ['AWS::Logs::LogGroup', 'LogGroupName'],
    ['AWS::Kinesis::Stream', 'Name'],
  ])('%s', async (type, property) => {
    const world = new StackWorld();
    await world.deploy('first', named(type, property, 'some-name'));
    expect(await failed(await world.deploy('second', named(type, property, 'some-name')), world, 'Thing')).toMatch(
      /some-name already exists/,
    );
    await world.cloudformation().send(new DeleteStackCommand({ StackName: 'first' }));
    await world.settle();
    expect((await world.deploy('third', named(type, property, 'some-name'))).StackStatus).toBe('CREATE_COMPLETE');
  });

  it('of a resource that must be replaced: the update is refused', async () => {
    const world = new StackWorld();
    const table = (key: string) => ({
      Resources: {
        Table: {
          Type: 'AWS::DynamoDB::Table',
          Properties: { TableName: 'notes', KeySchema: [{ AttributeName: key, KeyType: 'HASH' }] },
        },
      },
    });
    await world.deploy('app', table('a'));
    expect((await world.update('app', table('b'))).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect((await world.reasons('app', 'Table')).at(-1)).toBe(
      'CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename notes and update the stack again.',
    );
  });
});

describe('resources that live in their stack', () => {
  it.each<[string, object, string, RegExp]>([
    [
      'AWS::DynamoDB::Table',
      { KeySchema: [] },
      'Arn',
      /^arn:aws:dynamodb:eu-west-1:123456789012:table\/app-Thing-[A-Z0-9]{12}$/,
    ],
    ['AWS::ApiGateway::RestApi', { Name: 'x' }, 'RootResourceId', /^[a-z0-9]{10}$/],
    [
      'AWS::ApiGatewayV2::Api',
      { Name: 'x', ProtocolType: 'HTTP' },
      'ApiEndpoint',
      /^https:\/\/[a-z0-9]{10}\.execute-api\.eu-west-1\.amazonaws\.com$/,
    ],
    ['AWS::Cognito::UserPool', {}, 'ProviderName', /^cognito-idp\.eu-west-1\.amazonaws\.com\/eu-west-1_[a-z0-9]{9}$/],
    ['AWS::Cognito::IdentityPool', { AllowUnauthenticatedIdentities: false }, 'Id', /^eu-west-1:[0-9a-f-]{36}$/],
    [
      'AWS::Logs::LogGroup',
      { LogGroupName: '/aws/x' },
      'Arn',
      /^arn:aws:logs:eu-west-1:123456789012:log-group:\/aws\/x:\*$/,
    ],
    ['AWS::KMS::Key', {}, 'Arn', /^arn:aws:kms:eu-west-1:123456789012:key\/[0-9a-f-]{36}$/],
    ['AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16' }, 'VpcId', /^vpc-[0-9a-f]{17}$/],
    ['AWS::Kinesis::Stream', {}, 'Arn', /^arn:aws:kinesis:eu-west-1:123456789012:stream\/app-Thing-[A-Z0-9]{12}$/],
    ['AWS::RDS::DBInstance', {}, 'Endpoint.Port', /^443$/],
  ])('%s has a believable %s', async (Type, Properties, attribute, pattern) => {
    const world = new StackWorld();
    const stack = await world.deploy('app', {
      Resources: { Thing: { Type, Properties } },
      Outputs: { Value: { Value: { 'Fn::GetAtt': ['Thing', attribute] } } },
    });
    expect(outputs(stack)['Value']).toMatch(pattern);
  });

  it('keep their ids and made-up attributes when they are updated', async () => {
    const world = new StackWorld();
    const template = (Description: string) => ({
      Resources: { Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'x', Description } } },
      Outputs: { Id: { Value: { Ref: 'Api' } }, Root: { Value: { 'Fn::GetAtt': ['Api', 'RootResourceId'] } } },
    });
    const before = outputs(await world.deploy('app', template('a')));
    expect(outputs(await world.update('app', template('b')))).toEqual(before);
  });

  it('fail for properties that the type does not have or lacks', async () => {
    const world = new StackWorld();
    const template = { Resources: { Table: { Type: 'AWS::DynamoDB::Table', Properties: { Foo: 1 } } } };
    const stack = await world.deploy('app', template, { DisableValidation: true });
    expect(await failed(stack, world, 'Table')).toBe(
      'Properties validation failed for resource Table with message:\n[#: extraneous key [Foo] is not permitted, #: required key [KeySchema] not found]',
    );
  });

  it('custom resources fail, and say why', async () => {
    const world = new StackWorld();
    const stack = await world.deploy('app', {
      Resources: { Thing: { Type: 'Custom::Thing', Properties: { ServiceToken: 'arn' } } },
    });
    expect(await failed(stack, world, 'Thing')).toBe('Custom resources are not run by the simulator');
  });
});

describe('the service role', () => {
  it.each([
    ['is missing', null, /^ValidationError: Role arn:.* is invalid or cannot be assumed$/],
    ['trusts somebody else', 'lambda.amazonaws.com', /is invalid or cannot be assumed$/],
    ['trusts CloudFormation', 'cloudformation.amazonaws.com', null],
  ])('%s', async (_, service, problem) => {
    const world = new StackWorld();
    const RoleARN = 'arn:aws:iam::123456789012:role/cfn';
    if (service !== null) {
      await world
        .iam()
        .send(new CreateRoleCommand({ RoleName: 'cfn', AssumeRolePolicyDocument: JSON.stringify(trust(service)) }));
    }
    if (problem === null)
      expect((await world.deploy('app', parameterTemplate('1'), { RoleARN })).RoleARN).toBe(RoleARN);
    else expect(await refusal(world.createChangeSet('app', parameterTemplate('1'), { RoleARN }))).toMatch(problem);
  });
});
