import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../src/model/json.ts';
import { evaluate, evaluateCondition } from '../../../src/template/evaluate.ts';
import { scope } from './fixtures.ts';

const tree: JsonObject = {
  Parameters: {
    Stage: { Type: 'String' },
    Later: { Type: 'String' },
    Size: { Type: 'Number', Default: 5 },
    On: { Type: 'String', Default: true },
    Zones: { Type: 'CommaDelimitedList', Default: 'a, b,c' },
    Ami: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/ami' },
  },
  Mappings: { Map: { dev: { name: 'small', list: ['x', 'y'] } } },
  Conditions: {
    IsDev: { 'Fn::Equals': [{ Ref: 'Stage' }, 'dev'] },
    IsProd: { 'Fn::Not': [{ Condition: 'IsDev' }] },
    Unknown: { 'Fn::Equals': [{ Ref: 'Later' }, 'x'] },
    Loop: { 'Fn::Not': [{ Condition: 'Loop' }] },
    DevOrLater: { 'Fn::Or': [{ Condition: 'Unknown' }, { Condition: 'IsDev' }] },
    ProdAndLater: { 'Fn::And': [{ Condition: 'Unknown' }, { Condition: 'IsProd' }] },
    DevAndLater: { 'Fn::And': [{ Condition: 'Unknown' }, { Condition: 'IsDev' }] },
    Wrong: 'text',
  },
  Resources: { Table: { Type: 'AWS::DynamoDB::Table' } },
};

const here = scope({ Stage: 'dev', Later: null });
const value = (node: Json): Json | undefined => {
  const evaluation = evaluate(node, here, tree);
  return evaluation.kind === 'known' ? evaluation.value : undefined;
};
const because = (node: Json): readonly string[] | undefined => {
  const evaluation = evaluate(node, here, tree);
  return evaluation.kind === 'unknown' ? evaluation.because : undefined;
};

describe('evaluate', () => {
  it.each<[Json, Json]>([
    ['text', 'text'],
    [{ Ref: 'Stage' }, 'dev'],
    [{ Ref: 'Size' }, '5'],
    [{ Ref: 'On' }, 'true'],
    [{ Ref: 'Zones' }, ['a', 'b', 'c']],
    [{ Ref: 'AWS::Region' }, 'eu-west-1'],
    [{ Ref: 'AWS::AccountId' }, '111122223333'],
    [{ Ref: 'AWS::StackName' }, 'notes-dev-database'],
    [{ Ref: 'AWS::Partition' }, 'aws'],
    [{ Ref: 'AWS::URLSuffix' }, 'amazonaws.com'],
    [{ 'Fn::Sub': '${Stage}-${AWS::Region}-${!Stage}-$Stage' }, 'dev-eu-west-1-${Stage}-$Stage'],
    [{ 'Fn::Sub': ['${A}${Stage}', { A: { Ref: 'Size' }, Stage: 'own' }] }, '5own'],
    [{ 'Fn::Join': ['-', ['a', { Ref: 'Stage' }, 1]] }, 'a-dev-1'],
    [{ 'Fn::Join': [',', { Ref: 'Zones' }] }, 'a,b,c'],
    [{ 'Fn::Join': ['-', ['a', { Ref: 'AWS::NoValue' }]] }, 'a'],
    [{ 'Fn::Select': [1, { Ref: 'Zones' }] }, 'b'],
    [{ 'Fn::Select': ['0', ['x', { Ref: 'Later' }]] }, 'x'],
    [{ 'Fn::Split': ['/', 'a/b'] }, ['a', 'b']],
    [{ 'Fn::Select': [2, { 'Fn::Split': ['-', { Ref: 'AWS::StackName' }] }] }, 'database'],
    [{ 'Fn::FindInMap': ['Map', { Ref: 'Stage' }, 'name'] }, 'small'],
    [{ 'Fn::FindInMap': ['Map', 'prod', 'name', { DefaultValue: 'none' }] }, 'none'],
    [{ 'Fn::If': ['IsDev', 'a', { Ref: 'Later' }] }, 'a'],
    [{ 'Fn::If': ['IsProd', { Ref: 'Later' }, 'b'] }, 'b'],
    [{ 'Fn::If': ['Unknown', 'same', 'same'] }, 'same'],
    [{ 'Fn::Base64': 'hé' }, 'aMOp'],
    [{ 'Fn::Length': { Ref: 'Zones' } }, 3],
    [{ a: { Ref: 'AWS::NoValue' }, b: [{ 'Fn::If': ['IsProd', 'x', { Ref: 'AWS::NoValue' }] }, 'y'] }, { b: ['y'] }],
    [{ Condition: { StringEquals: { a: 'b' } } }, { Condition: { StringEquals: { a: 'b' } } }],
    [{ Condition: 'IsDev' }, true],
    [{ 'Fn::Equals': [1, '1'] }, true],
    [{ 'Fn::Equals': [true, 'true'] }, true],
    [{ 'Fn::Equals': [{ Ref: 'Zones' }, ['a', 'b', 'c']] }, true],
    [{ 'Fn::Equals': ['a', 'A'] }, false],
  ])('%j is %j', (node, expected) => {
    expect(value(node)).toEqual(expected);
  });

  it.each<[Json, string[]]>([
    [{ Ref: 'Later' }, ['parameter Later']],
    [{ Ref: 'Ami' }, ['parameter Ami']],
    [{ Ref: 'Table' }, ['resource Table']],
    [{ Ref: 'AWS::StackId' }, ['AWS::StackId']],
    [{ 'Fn::GetAtt': ['Table', 'Arn'] }, ['Table.Arn']],
    [{ 'Fn::GetAtt': 'Table.Arn' }, ['Table.Arn']],
    [{ 'Fn::Sub': '${Stage}${Later}${Table.Arn}${Later}' }, ['parameter Later', 'Table.Arn']],
    [{ 'Fn::ImportValue': { 'Fn::Sub': '${Stage}-x' } }, ['import dev-x']],
    [{ 'Fn::ImportValue': { Ref: 'Later' } }, ['parameter Later']],
    [{ 'Fn::If': ['Unknown', 'a', 'b'] }, ['parameter Later']],
    [{ 'Fn::If': ['Loop', 'a', 'b'] }, ['condition Loop']],
    [{ 'Fn::If': ['Wrong', 'a', 'b'] }, ['condition Wrong']],
    [{ 'Fn::Join': ['-', ['a', { Ref: 'Later' }]] }, ['parameter Later']],
    [{ 'Fn::Join': ['-', { Ref: 'Stage' }] }, ['a malformed Fn::Join']],
    [{ 'Fn::Select': [3, { Ref: 'Zones' }] }, ['item 3 of a list of 3']],
    [{ 'Fn::FindInMap': ['Map', 'prod', 'name'] }, ['mapping Map.prod.name']],
    [{ 'Fn::FindInMap': ['constructor', 'prototype', 'name'] }, ['mapping constructor.prototype.name']],
    [{ 'Fn::GetAZs': '' }, ['Fn::GetAZs']],
    [{ a: { Ref: 'Later' }, b: [{ 'Fn::GetAtt': ['T', 'A'] }] }, ['parameter Later', 'T.A']],
    ['{{resolve:ssm:/name}}', ['a dynamic reference']],
    [{ 'Fn::Transform': { Name: 'X' }, a: 1 }, ['Fn::Transform']],
  ])('%j is unknown because of %j', (node, expected) => {
    expect(because(node)).toEqual(expected);
  });

  it('knows other partitions', () => {
    const china = { ...here, region: 'cn-north-1' };
    expect(evaluate({ 'Fn::Sub': '${AWS::Partition} ${AWS::URLSuffix}' }, china, tree)).toEqual({
      kind: 'known',
      value: 'aws-cn amazonaws.com.cn',
    });
  });

  it('gives nothing for AWS::NoValue', () => {
    expect(evaluate({ 'Fn::If': ['IsProd', 'x', { Ref: 'AWS::NoValue' }] }, here, tree)).toEqual({ kind: 'absent' });
  });

  it.each([
    ['IsDev', true],
    ['IsProd', false],
    ['DevOrLater', true],
    ['ProdAndLater', false],
    ['DevAndLater', null],
    ['Unknown', null],
    ['Loop', null],
    ['Wrong', null],
    ['Missing', null],
  ])('condition %s is %s', (name, expected) => {
    const evaluation = evaluateCondition(name, here, tree);
    expect(evaluation.kind === 'known' ? evaluation.value : null).toBe(expected);
  });

  const functionNames = fc.constantFrom(
    'Ref',
    'Condition',
    ...'Sub Join Select Split FindInMap If Equals And Or Not Base64 ImportValue GetAtt Length X'
      .split(' ')
      .map((name) => `Fn::${name}`),
  );
  const { node: anyNode } = fc.letrec<{ node: Json }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom<Json>('Stage', 'Later', 'IsDev', 'Loop', 'Map', 'AWS::NoValue', '${Stage}', 0, 1, true, null, ''),
      fc.array(tie('node'), { maxLength: 4 }),
      fc.tuple(functionNames, tie('node')).map(([name, argument]) => ({ [name]: argument })),
      fc.dictionary(fc.string(), tie('node'), { maxKeys: 3 }),
    ),
  }));

  it('answers whatever it is given', () => {
    fc.assert(
      fc.property(fc.oneof(anyNode, fc.jsonValue() as fc.Arbitrary<Json>), anyNode, (node, condition) => {
        const odd: JsonObject = { ...tree, Conditions: { IsDev: condition, Loop: node }, Mappings: node };
        for (const whole of [tree, odd])
          expect(['known', 'unknown', 'absent']).toContain(evaluate(node, here, whole).kind);
      }),
      { numRuns: 500 },
    );
  });

  it('never contradicts itself when more becomes known', () => {
    const more = scope({ Stage: 'dev', Later: 'now' });
    fc.assert(
      fc.property(anyNode, (node) => {
        const before = evaluate(node, here, tree);
        if (before.kind !== 'unknown') expect(evaluate(node, more, tree)).toEqual(before);
      }),
      { numRuns: 500 },
    );
  });
});
