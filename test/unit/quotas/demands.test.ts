import { describe, expect, it } from 'vitest';
import type { Environment } from '../../../src/model/environment.ts';
import { declaredDemands, notableDemands, templateDemands } from '../../../src/quotas/demands.ts';
import { baseline, MEMBER_BASELINE, service as bare } from '../../support/environment.ts';
import { AT, env, linked, service } from '../../support/plan.ts';

type Resources = Readonly<Record<string, object>>;

/** What one service with these resources needs, by quota code. */
function needs(Resources: Resources, given: Partial<Environment> = {}, parameters: Record<string, string> = {}) {
  const Parameters = Object.fromEntries(Object.keys(parameters).map((name) => [name, { Type: 'String' }]));
  const template = { Transform: 'AWS::Serverless-2016-10-31', Parameters, Conditions: CONDITIONS, Resources };
  const owner = env([service('notes', { parameters })], { baseline: baseline(), ...given });
  return Object.fromEntries(
    templateDemands(linked(owner, { notes: template })).map(({ quota, needed }) => [quota, needed]),
  );
}

const CONDITIONS = { Never: { 'Fn::Equals': ['a', 'b'] }, Unknown: { 'Fn::Equals': [{ Ref: 'AWS::StackId' }, 'b'] } };
const typed = (Type: string, Properties: object = {}, more: object = {}): object => ({ Type, Properties, ...more });
const FUNCTION = { Runtime: 'nodejs22.x', Handler: 'a.b', InlineCode: 'x' };

describe('what templates need', () => {
  it.each([
    [
      'a role for each role, and for each SAM function without one',
      {
        A: typed('AWS::IAM::Role'),
        B: typed('AWS::Serverless::Function', FUNCTION),
        C: typed('AWS::Serverless::Function', { ...FUNCTION, Role: 'arn' }),
      },
      'L-FE177D64',
      2,
    ],
    ['a table', { A: typed('AWS::DynamoDB::Table'), B: typed('AWS::Serverless::SimpleTable') }, 'L-F98FE922', 2],
    ['a bucket', { A: typed('AWS::S3::Bucket') }, 'L-DC2B2D3D', 1],
    ['a VPC, beside the default one', { A: typed('AWS::EC2::VPC') }, 'L-F678F1CE', 2],
    ['an address', { A: typed('AWS::EC2::EIP') }, 'L-0263D0A3', 1],
    ['an API', { A: typed('AWS::ApiGateway::RestApi'), B: typed('AWS::Serverless::Api') }, 'L-AA0FF27B', 2],
    ['a stack, and those in it', { A: typed('AWS::CloudFormation::Stack') }, 'L-0485CB21', 2],
    [
      'what is reserved, and what Lambda keeps free',
      {
        A: typed('AWS::Lambda::Function', { ReservedConcurrentExecutions: 50 }),
        B: typed('AWS::Serverless::Function', { ...FUNCTION, ReservedConcurrentExecutions: 5 }),
      },
      'L-B99A9384',
      155,
    ],
  ])('is %s', (_, resources, quota, needed) => {
    expect(needs(resources as Resources)).toMatchObject({ [quota]: needed });
  });

  it('leaves out what a condition leaves out, and counts what nobody can tell yet', () => {
    const bucket = (Condition: string): object => typed('AWS::S3::Bucket', {}, { Condition });
    expect(needs({ A: bucket('Never'), B: bucket('Unknown') })).toMatchObject({ 'L-DC2B2D3D': 1 });
  });

  it('follows parameters', () => {
    const resources = { A: typed('AWS::Lambda::Function', { ReservedConcurrentExecutions: { Ref: 'Reserved' } }) };
    expect(needs(resources, {}, { Reserved: '30' })).toMatchObject({ 'L-B99A9384': 130 });
  });

  it('is nothing of what nobody uses', () => {
    expect(needs({ A: typed('AWS::SNS::Topic') })).toEqual({ 'L-0485CB21': 1 });
  });

  it('has what the baseline makes in it, and no default VPC that it deletes', () => {
    expect(needs({ A: typed('AWS::EC2::VPC') }, { baseline: { ...MEMBER_BASELINE, defaultVpc: 'delete' } })).toEqual({
      'L-0485CB21': 1,
      'L-FE177D64': 2,
      'L-DC2B2D3D': 1,
      'L-F678F1CE': 1,
    });
  });

  it('is told region by region, and once for what has no region', () => {
    const owner = env([service('notes', { regions: ['eu-west-1', 'eu-west-2'] })], {
      baseline: baseline({ artifacts: true }),
    });
    const template = { Resources: { A: typed('AWS::S3::Bucket'), B: typed('AWS::EC2::EIP') } };
    const demands = templateDemands(linked(owner, { notes: template }));
    expect(demands.map(({ quota, region, needed }) => [quota, region, needed])).toEqual([
      ['L-0485CB21', 'eu-west-1', 1],
      ['L-0485CB21', 'eu-west-2', 1],
      ['L-0263D0A3', 'eu-west-1', 1],
      ['L-0263D0A3', 'eu-west-2', 1],
      ['L-DC2B2D3D', 'us-east-1', 4],
    ]);
  });
});

describe('what is beyond doubt', () => {
  it('leaves out what is kept free, and resources of which nobody can tell yet', () => {
    const owner = env([service('notes')], { baseline: baseline() });
    const vpc = (more: object = {}): object => typed('AWS::EC2::VPC', {}, more);
    const Resources = { A: vpc(), B: vpc({ Condition: 'Unknown' }), C: vpc({ Condition: 'Never' }) };
    const demands = templateDemands(linked(owner, { notes: { Conditions: CONDITIONS, Resources } }));
    expect(demands.find(({ quota }) => quota === 'L-F678F1CE')).toMatchObject({ needed: 3, sure: 1 });
  });
});

describe('what a new account lacks', () => {
  it('is concurrency, when it is reserved', () => {
    const owner = env([service('notes')]);
    const template = (properties: object) => ({ Resources: { A: typed('AWS::Lambda::Function', properties) } });
    expect(notableDemands(linked(owner, { notes: template({}) }))).toEqual([]);
    expect(notableDemands(linked(owner, { notes: template({ ReservedConcurrentExecutions: 1 }) }))).toMatchObject([
      { service: 'lambda', needed: 101, sure: 1 },
    ]);
  });
});

describe('what the definition asks for', () => {
  it('is asked for in every region, and once where there are none', () => {
    const quota = (name: string) => ({ service: name, quota: 'L-1', atLeast: 5, at: AT });
    const owner = env([bare('a', ['eu-west-2'])], { quotas: [quota('lambda'), quota('iam')] });
    expect(declaredDemands(owner).map(({ service: name, region, needed }) => [name, region, needed])).toEqual([
      ['lambda', 'eu-west-1', 5],
      ['lambda', 'eu-west-2', 5],
      ['iam', 'us-east-1', 5],
    ]);
  });
});
