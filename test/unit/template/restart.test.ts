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

const MARKED = { Variables: { A: '1', ENVCTL_RUNTIME: 'abc' } };

describe('a mark that makes code start again', () => {
  it.each(['AWS::Lambda::Function', 'AWS::Serverless::Function'])('is a variable of each %s', (type) => {
    const tree = withRestartMark(resource(type, { Environment: { Variables: { A: '1' } }, Timeout: 3 }), 'abc');
    expect(propertiesOf(tree)).toEqual({ Environment: MARKED, Timeout: 3 });
  });

  it('is among the variables that all functions of a SAM template have', () => {
    const tree = { Globals: { Function: { Environment: { Variables: { A: '1' } } } }, Resources: {} };
    expect(withRestartMark(tree, 'abc')).toEqual({ Globals: { Function: { Environment: MARKED } }, Resources: {} });
  });

  it('is a variable of each container that has some', () => {
    const containers = [{ Name: 'app', Environment: [{ Name: 'A', Value: '1' }] }, { Name: 'sidecar' }];
    const tree = withRestartMark(resource('AWS::ECS::TaskDefinition', { ContainerDefinitions: containers }), 'abc');
    expect(propertiesOf(tree)).toEqual({
      ContainerDefinitions: [
        {
          Name: 'app',
          Environment: [
            { Name: 'A', Value: '1' },
            { Name: 'ENVCTL_RUNTIME', Value: 'abc' },
          ],
        },
        { Name: 'sidecar' },
      ],
    });
  });

  it.each<[string, JsonObject]>([
    ['a function without variables, as at the edge', resource('AWS::Lambda::Function', { Timeout: 3 })],
    [
      'variables that an intrinsic makes',
      resource('AWS::Lambda::Function', { Environment: { Variables: { Ref: 'X' } } }),
    ],
    ['what runs nothing', resource('AWS::SSM::Parameter', { Environment: { Variables: { A: '1' } } })],
    ['a resource without properties', { Resources: { One: { Type: 'AWS::Lambda::Function' } } }],
    ['globals without variables', { Globals: { Function: { Timeout: 3 } }, Resources: {} }],
    ['a resource that is called constructor', { Resources: { constructor: { Type: 'AWS::SNS::Topic' } } }],
  ])('leaves %s alone', (_, tree) => {
    expect(withRestartMark(tree, 'abc')).toEqual(tree);
  });
});
