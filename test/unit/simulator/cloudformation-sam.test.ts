import { describe, expect, it } from 'vitest';
import { CreateStackCommand, GetTemplateCommand, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { outputs, refusal, StackWorld } from './cloudformation-world.ts';

const CAPABILITIES = { Capabilities: ['CAPABILITY_IAM' as const] };

const template = (more = '') => `
Transform: AWS::Serverless-2016-10-31
Globals:
  Function: { Runtime: nodejs22.x, Handler: index.handler, CodeUri: s3://code/code.zip, Environment: { Variables: { A: '1' } } }
Resources:
  Notes:
    Type: AWS::Serverless::Function
    Properties:
      MemorySize: 256
      Policies: [ReadOnlyAccess, { DynamoDBCrudPolicy: { TableName: !Ref Table } }]
      Events:
        List: { Type: Api, Properties: { Path: /notes, Method: get } }
        Get: { Type: Api, Properties: { Path: '/notes/{id}', Method: get } }
        Nightly: { Type: Schedule, Properties: { Schedule: rate(1 day) } }
        ${more}
  Table: { Type: AWS::Serverless::SimpleTable }
Outputs:
  Url: { Value: !Sub 'https://\${ServerlessRestApi}.execute-api.\${AWS::Region}.amazonaws.com/Prod' }
  Role: { Value: !GetAtt NotesRole.Arn }
`;

async function world(): Promise<StackWorld> {
  const made = new StackWorld();
  await made
    .s3()
    .send(new CreateBucketCommand({ Bucket: 'code', CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } }));
  await made.s3().send(new PutObjectCommand({ Bucket: 'code', Key: 'code.zip', Body: 'zip' }));
  return made;
}

describe('SAM templates', () => {
  it('become the resources that the transform makes of them', async () => {
    const made = await world();
    const stack = await made.deploy('app', template(), CAPABILITIES);
    expect(stack.StackStatus).toBe('CREATE_COMPLETE');
    expect(outputs(stack)['Url']).toMatch(/^https:\/\/[a-z0-9]{10}\.execute-api\.eu-west-1\.amazonaws\.com\/Prod$/);
    const { StackResourceSummaries = [] } = await made
      .cloudformation()
      .send(new ListStackResourcesCommand({ StackName: 'app' }));
    const resources = StackResourceSummaries.map(({ LogicalResourceId = '', ResourceType = '' }) => [
      LogicalResourceId,
      ResourceType,
    ]);
    expect(Object.fromEntries(resources)).toEqual({
      Notes: 'AWS::Lambda::Function',
      NotesRole: 'AWS::IAM::Role',
      NotesListPermissionProd: 'AWS::Lambda::Permission',
      NotesGetPermissionProd: 'AWS::Lambda::Permission',
      NotesNightly: 'AWS::Events::Rule',
      NotesNightlyPermission: 'AWS::Lambda::Permission',
      ServerlessRestApi: 'AWS::ApiGateway::RestApi',
      ServerlessRestApiProdStage: 'AWS::ApiGateway::Stage',
      [resources.find(([id]) => id?.startsWith('ServerlessRestApiDeployment'))?.[0] ?? '']:
        'AWS::ApiGateway::Deployment',
      Table: 'AWS::DynamoDB::Table',
    });
  });

  it('need CAPABILITY_IAM for the roles of their functions', async () => {
    expect(await refusal((await world()).createChangeSet('app', template()))).toMatch(
      /^InsufficientCapabilitiesException/,
    );
  });

  it('need CAPABILITY_AUTO_EXPAND without a change set', async () => {
    const create = new CreateStackCommand({ StackName: 'app', TemplateBody: template(), ...CAPABILITIES });
    expect(await refusal((await world()).cloudformation().send(create))).toBe(
      'InsufficientCapabilitiesException: Requires capabilities : [CAPABILITY_AUTO_EXPAND]',
    );
  });

  it('get a new deployment when a route changes, and have their own words for no change', async () => {
    const made = await world();
    await made.deploy('app', template(), CAPABILITIES);
    const update = { ...CAPABILITIES, ChangeSetType: 'UPDATE' as const };
    expect((await made.preview('app', template(), update)).StatusReason).toBe('No updates are to be performed.');
    const preview = await made.preview(
      'app',
      template('Add: { Type: Api, Properties: { Path: /notes, Method: post } }'),
      update,
    );
    const changes = (preview.Changes ?? []).map(
      ({ ResourceChange: change }) => `${change?.Action ?? ''} ${change?.ResourceType ?? ''}`,
    );
    expect(changes).toEqual(
      expect.arrayContaining(['Add AWS::ApiGateway::Deployment', 'Remove AWS::ApiGateway::Deployment']),
    );
    expect(changes).toContain('Add AWS::Lambda::Permission');
  });

  it('are shown as written and as processed', async () => {
    const made = await world();
    await made.deploy('app', template(), CAPABILITIES);
    const get = (TemplateStage: 'Original' | 'Processed') =>
      made.cloudformation().send(new GetTemplateCommand({ StackName: 'app', TemplateStage }));
    expect((await get('Original')).TemplateBody).toBe(template());
    const processed = JSON.parse((await get('Processed')).TemplateBody ?? '') as { Resources: { Notes: unknown } };
    expect(processed.Resources.Notes).toMatchObject({
      Type: 'AWS::Lambda::Function',
      Properties: { MemorySize: 256, Runtime: 'nodejs22.x', Code: { S3Bucket: 'code', S3Key: 'code.zip' } },
    });
  });

  it.each([
    [
      'an event that is not known',
      template('X: { Type: MSK }'),
      'does not expand event X of type MSK of resource Notes',
    ],
    [
      'a property that is not known',
      template().replace('MemorySize: 256', 'DeploymentPreference: { Type: AllAtOnce }'),
      'property DeploymentPreference',
    ],
    [
      'a policy template that is not known',
      template().replace('DynamoDBCrudPolicy', 'VPCAccessPolicy'),
      'policy template VPCAccessPolicy',
    ],
    [
      'a local path',
      template().replace('s3://code/code.zip', './src'),
      "Resource with id [Notes] is invalid. 'CodeUri' is not a valid S3 Uri",
    ],
  ])('are refused with %s', async (_, body, message) => {
    expect(await refusal((await world()).createChangeSet('app', body, CAPABILITIES))).toContain(message);
  });

  it('without the transform are unknown types', async () => {
    const body = template()
      .replace('Transform: AWS::Serverless-2016-10-31', '')
      .replace(/Globals:\n.*\n/, '');
    expect(await refusal((await world()).createChangeSet('app', body, CAPABILITIES))).toBe(
      'ValidationError: Template format error: Unrecognized resource types: [AWS::Serverless::Function, AWS::Serverless::SimpleTable]',
    );
  });
});
