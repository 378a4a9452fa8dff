import { readdirSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTemplate } from '../../../src/template/parse.ts';
import { fixture, FOLDER, parsed } from './fixtures.ts';

const minimal = 'Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n';

describe('parseTemplate', () => {
  it.each(readdirSync(FOLDER).filter((name) => /\.(yaml|json)$/.test(name)))('reads %s', (name) => {
    expect(Object.keys(fixture(name).tree['Resources'] ?? {})).not.toHaveLength(0);
  });

  it('turns every short tag into its long form, nested ones too', () => {
    const { tree } = fixture('every-tag.yaml');
    expect(tree['Conditions']).toEqual({
      IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
      IsOther: {
        'Fn::And': [
          { 'Fn::Not': [{ Condition: 'IsProd' }] },
          { 'Fn::Or': [{ 'Fn::Equals': ['a', 'a'] }, { 'Fn::Equals': ['a', 'b'] }] },
        ],
      },
    });
    expect(tree).toMatchObject({
      Resources: {
        Topic: {
          Properties: {
            DisplayName: { 'Fn::Sub': '${Stage}-${AWS::Region}-${!Literal}' },
            TopicName: { 'Fn::Join': ['-', [{ Ref: 'AWS::StackName' }, 'topic']] },
          },
        },
        Queue: {
          Properties: {
            QueueName: {
              'Fn::Sub': [
                '${Prefix}-${Suffix}',
                {
                  Prefix: { 'Fn::ImportValue': 'prefix' },
                  Suffix: { 'Fn::Select': [0, { 'Fn::Split': ['-', { Ref: 'Stage' }] }] },
                },
              ],
            },
            DelaySeconds: { 'Fn::FindInMap': ['Size', { Ref: 'Stage' }, 'memory'] },
            Tags: { 'Fn::If': ['IsProd', [{ Key: 'a', Value: 'b' }], { Ref: 'AWS::NoValue' }] },
          },
        },
        Parameter: {
          Properties: {
            Value: { 'Fn::ToJsonString': { length: { 'Fn::Length': [1, 2] } } },
            Description: { 'Fn::GetAtt': ['Queue', 'Arn'] },
            AllowedPattern: { 'Fn::GetAtt': ['Queue', 'QueueName'] },
            Policies: { 'Fn::Base64': 'text' },
            Tags: {
              zones: { 'Fn::GetAZs': '' },
              cidr: { 'Fn::Cidr': ['10.0.0.0/16', 2, 8] },
              included: { 'Fn::Transform': { Name: 'AWS::Include' } },
            },
          },
        },
      },
    });
  });

  it('keeps the attribute of a nested stack whole', () => {
    expect(fixture('nested.yaml').tree['Outputs']).toEqual({
      Url: { Value: { 'Fn::GetAtt': ['Child', 'Outputs.Url'] } },
    });
  });

  it.each([
    ['2010-09-09', '2010-09-09'],
    ['0123', '0123'],
    ['012345678901', '012345678901'],
    ['0o17', '0o17'],
    ['1.10', '1.10'],
    ['1e3', '1e3'],
    ['12:30:45', '12:30:45'],
    ['12', 12],
    ['-1.5', -1.5],
    ['123456789012', 123456789012],
    ['99999999999999999999', '99999999999999999999'],
    ['true', true],
    ['Yes', true],
    ['off', false],
    ['y', 'y'],
    ['"yes"', 'yes'],
    ["'12'", '12'],
    ['!!str 12', '12'],
  ])('reads the scalar %s as CloudFormation does', (source, value) => {
    const { tree } = parsed(`${minimal}    Metadata: { x: ${source} }\n`);
    expect(tree).toMatchObject({ Resources: { Topic: { Metadata: { x: value } } } });
  });

  it('reads JSON with tabs, escaped slashes and surrogates', () => {
    expect(fixture('uploads.json').tree).toEqual(JSON.parse(fixture('uploads.json').text));
  });

  it('fills in aliases and merge keys, of which the nearer wins', () => {
    const { tree } = parsed(`${minimal}    Metadata:
      a: &a { k: 1, l: 2 }
      b: &b { k: 3 }
      c: { <<: [*b, *a], m: 4 }
      d: { <<: *a, k: 9 }
      e: *b
`);
    expect(tree).toMatchObject({
      Resources: { Topic: { Metadata: { c: { k: 3, l: 2, m: 4 }, d: { k: 9, l: 2 }, e: { k: 3 } } } },
    });
  });

  it('keeps a key that an object would inherit', () => {
    const { tree } = parsed(`${minimal}    Metadata: { __proto__: x, constructor: !Ref AWS::Region }\n`);
    expect(JSON.stringify(tree)).toContain('{"__proto__":"x","constructor":{"Ref":"AWS::Region"}}');
  });

  it.each<[(string | number)[], number, number]>([
    [['Resources', 'Topic'], 2, 3],
    [['Resources', 'Topic', 'Type'], 3, 11],
    [['Resources', 'Topic', 'Properties', 'Tags', 0, 'Value', 'Ref'], 7, 23],
    [['Resources', 'Topic', 'Properties', 'Tags', 0, 'Value', 'Ref', 'no', 'further'], 7, 23],
    [['Outputs', 'Arn', 'Value', 'Fn::GetAtt', 1], 9, 25],
    [['Nowhere'], 1, 1],
  ])('locates %j at %i:%i', (path, line, column) => {
    const text = `${minimal}    Properties:
      Tags:
        - Key: region
          Value: !Ref AWS::Region
Outputs:
  Arn: { Value: !GetAtt Topic.TopicArn }
`;
    expect(parsed(text).locate(path)).toEqual({ file: '/project/template.yaml', line, column });
  });

  it('reads back the JSON of any tree', () => {
    const tree = fc.dictionary(
      fc.string(),
      fc.jsonValue().filter((value) => !JSON.stringify(value).includes('null')),
    );
    fc.assert(
      fc.property(tree, fc.boolean(), (metadata, indented) => {
        const whole = { Resources: { Topic: { Type: 'AWS::SNS::Topic' } }, Metadata: metadata };
        expect(parsed(JSON.stringify(whole, null, indented ? 2 : undefined)).tree).toEqual(
          JSON.parse(JSON.stringify(whole)),
        );
      }),
    );
  });

  it('answers any text with a template or a reason', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\s\w:{}[\]&*!<>-]*$/)), (text) => {
        const { value, diagnostics } = parseTemplate(text, '/t.yaml');
        expect(value === null).toBe(diagnostics.length > 0);
      }),
    );
  });

  it('reads as deep as anyone goes', () => {
    expect(parsed(`${minimal}    Metadata: ${'['.repeat(150)}${']'.repeat(150)}`).tree).toHaveProperty('Resources');
  });

  it.each([
    ['lists', `${minimal}    Metadata: ${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['open lists', '['.repeat(100_000)],
    ['maps', `${minimal}    Metadata: ${'{a: '.repeat(10_000)}${'}'.repeat(10_000)}`],
    [
      'lines',
      `${minimal}    Metadata:\n${Array.from({ length: 400 }, (_, i) => `${' '.repeat(i + 6)}a:`).join('\n')} b`,
    ],
    [
      'aliases',
      `${minimal}    Metadata:\n      a0: &a0 x\n${Array.from({ length: 10 }, (_, i) => `      a${i + 1}: &a${i + 1} ${'['.repeat(90)}*a${i}${']'.repeat(90)}`).join('\n')}`,
    ],
  ])('refuses %s that are nested too deeply', (_name, text) => {
    expect(parseTemplate(text, '/t.yaml').diagnostics[0]).toMatchObject({
      code: 'TemplateInvalid',
      message: 'the template is nested too deeply',
    });
  });

  it('refuses aliases that grow without end', () => {
    const lines = Array.from(
      { length: 12 },
      (_, i) => `      l${i + 1}: &l${i + 1} [${Array(10).fill(`*l${i}`).join(', ')}]`,
    );
    const text = `${minimal}    Metadata:\n      l0: &l0 [a]\n${lines.join('\n')}\n`;
    expect(parseTemplate(text, '/t.yaml').diagnostics[0]?.message).toContain('more than');
  });
});
