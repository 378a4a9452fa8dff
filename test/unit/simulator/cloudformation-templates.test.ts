import { describe, expect, it } from 'vitest';
import { GetTemplateCommand, GetTemplateSummaryCommand, ValidateTemplateCommand } from '@aws-sdk/client-cloudformation';
import { outputs, parameterTemplate, refusal, StackWorld } from './cloudformation-world.ts';

const topic = { Type: 'AWS::SNS::Topic' };
const role = (properties: object = {}) => ({
  Resources: { Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {}, ...properties } } },
});
const withParameter = (declaration: object) => ({ Parameters: { P: declaration }, Resources: { T: topic } });

describe('templates that AWS refuses', () => {
  it.each<[string, string | Record<string, unknown>, string]>([
    ['no resources', {}, 'Template format error: At least one Resources member must be defined.'],
    [
      'a resource without a type',
      { Resources: { A: {} } },
      'Template format error: [/Resources/A] Every Resources object must contain a Type member.',
    ],
    [
      'a misspelt type',
      { Resources: { A: { Type: 'AWS::S3::Bukket' } } },
      'Template format error: Unrecognized resource types: [AWS::S3::Bukket]',
    ],
    [
      'a dash in a name',
      { Resources: { 'a-b': topic } },
      'Template format error: Resource name a-b is non alphanumeric.',
    ],
    ['an unknown section', { Resources: { A: topic }, Foo: {} }, 'Invalid template property or properties [Foo]'],
    [
      'an unknown key',
      { Resources: { A: { ...topic, Propertys: {} } } },
      "Invalid template resource property 'Propertys'",
    ],
    [
      'a reference to nothing',
      { Resources: { A: { ...topic, Properties: { TopicName: { Ref: 'B' } } } } },
      'Template format error: Unresolved resource dependencies [B] in the Resources block of the template',
    ],
    [
      'an output of nothing',
      { Resources: { A: topic }, Outputs: { O: { Value: { 'Fn::Sub': '${B.Arn}' } } } },
      'Template format error: Unresolved resource dependencies [B] in the Outputs block of the template',
    ],
    [
      'a dependency on nothing',
      { Resources: { A: { ...topic, DependsOn: 'B' } } },
      'Template format error: Unresolved resource dependencies [B] in the Resources block of the template',
    ],
    [
      'a condition that is not there',
      { Resources: { A: { ...topic, Condition: 'C' } } },
      'Template format error: Unresolved condition dependency C in the Resources block of the template',
    ],
    [
      'a reference to a resource whose condition does not hold',
      {
        Conditions: { No: { 'Fn::Equals': ['a', 'b'] } },
        Resources: { A: { ...topic, Condition: 'No' }, B: { ...topic, Properties: { TopicName: { Ref: 'A' } } } },
      },
      'Template format error: Unresolved resource dependencies [A] in the Resources block of the template',
    ],
    [
      'an attribute that the type does not have',
      { Resources: { A: topic }, Outputs: { O: { Value: { 'Fn::GetAtt': ['A', 'Size'] } } } },
      'Template error: resource A does not support attribute type Size in Fn::GetAtt',
    ],
    [
      'a circle',
      {
        Resources: {
          A: { ...topic, DependsOn: 'B' },
          B: { ...topic, Properties: { TopicName: { 'Fn::GetAtt': 'A.TopicName' } } },
        },
      },
      'Circular dependency between resources: [A, B]',
    ],
    [
      'an export name that depends on a resource',
      { Resources: { A: topic }, Outputs: { O: { Value: 'x', Export: { Name: { Ref: 'A' } } } } },
      'Template format error: Output O is malformed.  The Name field of Export must not depend on any resources, imported values, or Fn::GetAZs.',
    ],
    [
      'an unknown function',
      { Resources: { A: { ...topic, Properties: { TopicName: { 'Fn::Foo': 1 } } } } },
      'Template error: Encountered unsupported function: Fn::Foo Supported functions are: [Ref,',
    ],
    [
      'a map without the key',
      {
        Mappings: { M: { a: { b: 'x' } } },
        Resources: { A: { ...topic, Properties: { TopicName: { 'Fn::FindInMap': ['M', 'a', 'c'] } } } },
      },
      'Template error: Unable to get mapping for M::a::c',
    ],
    ['text that is not a template', 'just text', 'Template format error: unsupported structure.'],
    ['broken YAML', 'Resources: [', 'Template format error: YAML not well-formed. (line 1'],
    ['broken JSON', '{ "Resources": ', 'Template format error: JSON not well-formed.'],
    ['a macro', { Transform: 'Acme::Macro', Resources: { A: topic } }, 'Transform Acme::Macro failed with: '],
  ])('%s', async (_, template, message) => {
    const world = new StackWorld();
    expect(await refusal(world.createChangeSet('app', template))).toContain(`ValidationError: ${message}`);
    expect(await world.stacks()).toEqual([]);
  });

  it('one byte above the limit', async () => {
    const world = new StackWorld();
    const padded = (size: number) => JSON.stringify(parameterTemplate('1')).padEnd(size);
    await world.createChangeSet('app', padded(51_200));
    expect(await refusal(world.createChangeSet('other', padded(51_201)))).toMatch(
      /'templateBody' failed to satisfy constraint: Member must have length less than or equal to 51200$/,
    );
  });

  it.each([['1app'], ['a_b'], ['a'.repeat(129)]])('the stack name %s', async (name) => {
    expect(await refusal(new StackWorld().createChangeSet(name, parameterTemplate('1')))).toMatch(
      /^ValidationError: 1 validation error/,
    );
  });
});

describe('capabilities', () => {
  it.each<[string, object, string[], string | null]>([
    ['an unnamed role needs CAPABILITY_IAM', role(), [], 'CAPABILITY_IAM'],
    ['a named role needs CAPABILITY_NAMED_IAM', role({ RoleName: 'r' }), ['CAPABILITY_IAM'], 'CAPABILITY_NAMED_IAM'],
    ['CAPABILITY_NAMED_IAM is enough for both', role(), ['CAPABILITY_NAMED_IAM'], null],
    ['nothing is needed without IAM', parameterTemplate('1'), [], null],
  ])('%s', async (_, template, Capabilities, missing) => {
    const made = new StackWorld().createChangeSet('app', template as Record<string, unknown>, {
      Capabilities: Capabilities as never,
    });
    if (missing === null) expect(await made).toBeDefined();
    else expect(await refusal(made)).toBe(`InsufficientCapabilitiesException: Requires capabilities : [${missing}]`);
  });
});

describe('parameters', () => {
  it.each<[string, object, Record<string, string>, string]>([
    ['missing', { Type: 'String' }, {}, 'Parameters: [P] must have values'],
    ['unknown', { Type: 'String', Default: '' }, { Q: '1' }, 'Parameters: [Q] do not exist in the template'],
    ['not allowed', { Type: 'String', AllowedValues: ['a'] }, { P: 'b' }, "Parameter 'P' must be one of AllowedValues"],
    ['of the wrong form', { Type: 'String', AllowedPattern: 'a+' }, { P: 'b' }, "Parameter 'P' must match pattern a+"],
    [
      'of the wrong form, described',
      { Type: 'String', AllowedPattern: 'a+', ConstraintDescription: 'only a' },
      { P: 'b' },
      'Parameter P failed to satisfy constraint: only a',
    ],
    ['no number', { Type: 'Number' }, { P: 'b' }, "Parameter 'P' must be a number"],
    ['too small', { Type: 'Number', MinValue: 5 }, { P: '4' }, "Parameter 'P' must be a number not less than 5"],
    ['too short', { Type: 'String', MinLength: 3 }, { P: 'ab' }, "Parameter 'P' must contain at least 3 characters"],
    ['of an unknown type', { Type: 'Strin' }, { P: 'a' }, 'Template format error: Unrecognized parameter type: Strin'],
  ])('%s', async (_, declaration, values, message) => {
    const Parameters = Object.entries(values).map(([ParameterKey, ParameterValue]) => ({
      ParameterKey,
      ParameterValue,
    }));
    expect(await refusal(new StackWorld().createChangeSet('app', withParameter(declaration), { Parameters }))).toBe(
      `ValidationError: ${message}`,
    );
  });

  it('that are secret are masked, and keep their value when asked to', async () => {
    const world = new StackWorld();
    const template = parameterTemplate('1', '/app/x', {
      Parameters: { P: { Type: 'String', NoEcho: true } },
      Outputs: { P: { Value: { Ref: 'P' } } },
    });
    const stack = await world.deploy('app', template, {
      Parameters: [{ ParameterKey: 'P', ParameterValue: 'secret' }],
    });
    expect(stack.Parameters).toEqual([{ ParameterKey: 'P', ParameterValue: '****' }]);
    const changed = { ...template, Outputs: { Q: { Value: { Ref: 'P' } } } };
    expect(
      outputs(await world.update('app', changed, { Parameters: [{ ParameterKey: 'P', UsePreviousValue: true }] })),
    ).toEqual({ Q: 'secret' });
  });
});

describe('functions', () => {
  it('are evaluated, in YAML with short tags too', async () => {
    const world = new StackWorld();
    const stack = await world.deploy(
      'app',
      `
Parameters:
  Stage: { Type: String, Default: dev }
  Names: { Type: CommaDelimitedList, Default: 'a, b' }
Mappings:
  Sizes: { dev: { memory: 128 }, prod: { memory: 256 } }
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  Other: !And [!Not [!Condition IsProd], !Or [!Condition IsProd, !Equals [!Ref AWS::Region, eu-west-1]]]
Resources:
  Queue: { Type: AWS::SQS::Queue, Properties: { QueueName: !Sub 'q-\${Stage}' } }
  Never: { Type: AWS::SQS::Queue, Condition: IsProd }
Outputs:
  Join: { Value: !Join ['-', [!Ref Stage, !Select [1, !Ref Names], !Ref AWS::AccountId]] }
  Sub: { Value: !Sub ['\${Queue.Arn} \${x} \${!y} \${AWS::Partition}', { x: !FindInMap [Sizes, !Ref Stage, memory] }] }
  If: { Value: !If [IsProd, big, !If [Other, small, none]] }
  Split: { Value: !Select [2, !Split ['/', 'a/b/c']] }
  Base64: { Value: !Base64 hello }
  Zones: { Value: !Select [1, !GetAZs ''] }
  Cidr: { Value: !Join [' ', !Cidr [10.0.0.0/16, 3, 8]] }
  Json: { Value: !ToJsonString { a: !Ref Stage } }
  Length: { Value: !Length [1, 2, 3] }
  Ref: { Value: !Ref Queue }
  Dropped: { Condition: IsProd, Value: !GetAtt Never.Arn }
`,
    );
    expect(outputs(stack)).toEqual({
      Join: 'dev-b-123456789012',
      Sub: 'arn:aws:sqs:eu-west-1:123456789012:q-dev 128 ${y} aws',
      If: 'small',
      Split: 'c',
      Base64: 'aGVsbG8=',
      Zones: 'eu-west-1b',
      Cidr: '10.0.0.0/24 10.0.1.0/24 10.0.2.0/24',
      Json: '{"a":"dev"}',
      Length: '3',
      Ref: 'https://sqs.eu-west-1.amazonaws.com/123456789012/q-dev',
    });
  });

  it('leave out what is AWS::NoValue', async () => {
    const world = new StackWorld();
    const Properties = { Type: 'String', Value: 'v', Description: { 'Fn::If': ['No', 'x', { Ref: 'AWS::NoValue' }] } };
    const stack = await world.deploy('app', {
      Conditions: { No: { 'Fn::Equals': ['a', 'b'] } },
      Resources: { Setting: { Type: 'AWS::SSM::Parameter', Properties } },
    });
    expect(stack.StackStatus).toBe('CREATE_COMPLETE');
  });
});

describe('looking at templates', () => {
  it('gives back the text that was submitted', async () => {
    const world = new StackWorld();
    const text = 'Resources:\n  Topic: { Type: AWS::SNS::Topic } # as written\n';
    await world.deploy('app', text);
    expect((await world.cloudformation().send(new GetTemplateCommand({ StackName: 'app' }))).TemplateBody).toBe(text);
  });

  it('summarizes parameters, types and capabilities', async () => {
    const cfn = new StackWorld().cloudformation();
    const TemplateBody = JSON.stringify({
      ...role(),
      Description: 'd',
      Parameters: { P: { Type: 'Number', Default: 5, AllowedValues: [5, 6] } },
    });
    expect(await cfn.send(new GetTemplateSummaryCommand({ TemplateBody }))).toMatchObject({
      Description: 'd',
      ResourceTypes: ['AWS::IAM::Role'],
      Capabilities: ['CAPABILITY_IAM'],
      Parameters: [
        {
          ParameterKey: 'P',
          ParameterType: 'Number',
          DefaultValue: '5',
          ParameterConstraints: { AllowedValues: ['5', '6'] },
        },
      ],
    });
    expect((await cfn.send(new ValidateTemplateCommand({ TemplateBody }))).Parameters?.[0]?.NoEcho).toBe(false);
  });
});
