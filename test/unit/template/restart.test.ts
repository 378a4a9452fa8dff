import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../src/model/json.ts';
import { withRestartMark } from '../../../src/template/restart.ts';

function resource(Type: string, Properties: JsonObject): JsonObject {
  return { Resources: { One: { Type, Properties } } };
}

function propertiesOf(tree: JsonObject): Json | undefined {
  const { One } = tree['Resources'] as Record<string, { Properties?: Json }>;
  return One?.Properties;
}

const METADATA = { 'envctl:runtime': 'abc' };

describe('a mark that makes code start again', () => {
  it.each(['AWS::Lambda::Function', 'AWS::Serverless::Function'])('is a variable of each %s', (type) => {
    const tree = withRestartMark(resource(type, { Environment: { Variables: { A: '1' } }, Timeout: 3 }), 'abc');
    expect(propertiesOf(tree)).toEqual({ Environment: { Variables: { A: '1', ENVCTL_RUNTIME: 'abc' } }, Timeout: 3 });
    const bare = withRestartMark(resource(type, { Timeout: 3 }), 'abc');
    expect(propertiesOf(bare)).toEqual({ Environment: { Variables: { ENVCTL_RUNTIME: 'abc' } }, Timeout: 3 });
  });

  it('is a variable of each container', () => {
    const containers = [{ Name: 'app', Environment: [{ Name: 'A', Value: '1' }] }, { Name: 'sidecar' }];
    const tree = withRestartMark(resource('AWS::ECS::TaskDefinition', { ContainerDefinitions: containers }), 'abc');
    const mark = { Name: 'ENVCTL_RUNTIME', Value: 'abc' };
    expect(propertiesOf(tree)).toEqual({
      ContainerDefinitions: [
        { Name: 'app', Environment: [{ Name: 'A', Value: '1' }, mark] },
        { Name: 'sidecar', Environment: [mark] },
      ],
    });
  });

  it.each<[string, JsonObject]>([
    [
      'at the edge',
      { ...resource('AWS::Lambda::Function', {}), Outputs: { X: { Value: 'edgelambda.amazonaws.com' } } },
    ],
    [
      'with variables that an intrinsic makes',
      resource('AWS::Lambda::Function', { Environment: { Variables: { Ref: 'X' } } }),
    ],
    ['with properties that an intrinsic makes', resource('AWS::Lambda::Function', { 'Fn::Transform': { Name: 'X' } })],
  ])('leaves alone a function %s', (_, tree) => {
    expect(propertiesOf(withRestartMark(tree, 'abc'))).toEqual(propertiesOf(tree));
  });

  it('becomes metadata of the first resource where there is no code', () => {
    const tree = {
      Resources: { Topic: { Type: 'AWS::SNS::Topic' }, Queue: { Type: 'AWS::SQS::Queue', Metadata: { a: 1 } } },
    };
    expect(withRestartMark(tree, 'abc')).toEqual({
      Resources: {
        Topic: { Type: 'AWS::SNS::Topic' },
        Queue: { Type: 'AWS::SQS::Queue', Metadata: { a: 1, ...METADATA } },
      },
    });
  });

  it('is in one place only, and changes nothing else', () => {
    const tree = {
      Parameters: { A: { Type: 'String' } },
      Resources: {
        Bucket: { Type: 'AWS::S3::Bucket' },
        constructor: { Type: 'AWS::Lambda::Function', Properties: {} },
      },
    };
    const environment = { Environment: { Variables: { ENVCTL_RUNTIME: 'abc' } } };
    expect(withRestartMark(tree, 'abc')).toEqual({
      ...tree,
      Resources: { ...tree.Resources, constructor: { Type: 'AWS::Lambda::Function', Properties: environment } },
    });
  });
});
