import { describe, expect, it } from 'vitest';
import { text } from '../../../src/model/expression.ts';
import { capabilitiesOf } from '../../../src/template/capabilities.ts';
import { checkParameters } from '../../../src/template/check-parameters.ts';
import { parametersOf } from '../../../src/template/parameters.ts';
import { isStateful } from '../../../src/template/stateful.ts';
import { MAX_BODY_BYTES, templateText } from '../../../src/template/text.ts';
import { fixture, parsed } from './fixtures.ts';

const resource = (type: string, properties = '{}') =>
  parsed(`Resources: { A: { Type: '${type}', Properties: ${properties} } }`);

describe('capabilitiesOf', () => {
  it.each([
    ['nothing', resource('AWS::SNS::Topic'), []],
    ['a role', resource('AWS::IAM::Role'), ['CAPABILITY_IAM']],
    ['a policy, which always has a name', resource('AWS::IAM::Policy', '{ PolicyName: a }'), ['CAPABILITY_IAM']],
    ['a named role', resource('AWS::IAM::Role', '{ RoleName: a }'), ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM']],
    ['SAM', fixture('notes.yaml'), ['CAPABILITY_IAM', 'CAPABILITY_AUTO_EXPAND']],
    [
      'language extensions',
      fixture('every-tag.yaml'),
      ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'],
    ],
    ['a nested stack', fixture('nested.yaml'), ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND']],
    [
      'a macro in a resource',
      parsed("Resources: { A: { Type: 'AWS::SNS::Topic', Properties: { 'Fn::Transform': { Name: Mine } } } }"),
      ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'],
    ],
  ])('%s', (_name, template, expected) => {
    expect(capabilitiesOf(template)).toEqual(expected);
  });
});

describe('parametersOf', () => {
  it('tells types, defaults as text, and what is not echoed', () => {
    expect(parametersOf(fixture('every-tag.yaml'))).toEqual([
      { name: 'Stage', type: 'String', default: 'dev', noEcho: false },
      { name: 'Names', type: 'CommaDelimitedList', default: 'a, b,c', noEcho: false },
      { name: 'Count', type: 'Number', default: '3', noEcho: false },
      {
        name: 'Image',
        type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>',
        default: '/aws/service/ami',
        noEcho: false,
      },
    ]);
    expect(parametersOf(fixture('uploads.json'))).toEqual([
      { name: 'Stage', type: 'String', default: null, noEcho: true },
    ]);
  });
});

describe('checkParameters', () => {
  const position = (line: number) => ({ file: '/dev.yaml', line, column: 1 });
  const given = (value: string, line: number) => ({ value: text(value), at: position(line) });
  const database = fixture('database.yaml');

  it('finds what is unknown and what is missing', () => {
    const parameters = { Stag: given('dev', 7), BillingMode: given('PROVISIONED', 8) };
    expect(checkParameters(database, parameters, position(3))).toMatchObject([
      {
        code: 'DefinitionInvalid',
        message: 'the template has no parameter "Stag"',
        hint: 'did you mean "Stage"?',
        at: position(7),
      },
      {
        code: 'DefinitionInvalid',
        message: expect.stringContaining('"Stage" of the template has no default'),
        at: position(3),
      },
    ]);
  });

  it('lists the parameters when none is near', () => {
    expect(checkParameters(database, { Stage: given('dev', 7), X: given('', 8) }, position(3))).toMatchObject([
      { hint: 'it has Stage, BillingMode', at: position(8) },
    ]);
  });

  it('accepts what fits, and what is known only later', () => {
    expect(checkParameters(database, { Stage: given('dev', 7) }, position(3))).toEqual([]);
    const later = { value: [{ kind: 'account' as const }], at: position(7) };
    expect(checkParameters(declaring('{ Type: String, AllowedValues: [a] }'), { P: later }, position(3))).toEqual([]);
  });

  it.each([
    ['{ Type: String, AllowedValues: [dev, prod] }', 'stage', '"stage" is none of dev, prod'],
    ['{ Type: Number, AllowedValues: [1, 2] }', '3', '"3" is none of 1, 2'],
    ['{ Type: CommaDelimitedList, AllowedValues: [a, b] }', 'a, c', '"c" is none of a, b'],
    ['{ Type: Number }', 'x', '"x" is not a number'],
    ['{ Type: Number }', '', '"" is not a number'],
    ['{ Type: "List<Number>" }', '1,x', '"x" is not a number'],
    ['{ Type: Number, MinValue: 2 }', '1', '1 is less than 2'],
    ['{ Type: Number, MaxValue: 2 }', '2.5', '2.5 is more than 2'],
    ['{ Type: String, MinLength: 2 }', 'a', '"a" is shorter than 2 characters'],
    ['{ Type: String, MaxLength: "2" }', 'abc', '"abc" is longer than 2 characters'],
    ['{ Type: String, AllowedPattern: "[a-z]+" }', 'abc1', '"abc1" does not match [a-z]+'],
    ['{ Type: String, NoEcho: true, MaxLength: 2 }', 'secret', 'its value is not allowed'],
  ])('%s does not take "%s"', (declaration, value, problem) => {
    expect(checkParameters(declaring(declaration), { P: given(value, 7) }, position(3))).toMatchObject([
      { code: 'DefinitionInvalid', message: `parameter "P": ${problem}`, at: position(7) },
    ]);
  });

  it.each([
    ['{ Type: String, AllowedValues: [dev, 1] }', '1'],
    ['{ Type: Number, MinValue: 1, MaxValue: 2 }', '1.5'],
    ['{ Type: String, AllowedPattern: "[a-z]*+" }', 'left to CloudFormation'],
    ["{ Type: 'AWS::SSM::Parameter::Value<String>', MaxLength: 2 }", '/a/name'],
  ])('%s takes "%s"', (declaration, value) => {
    expect(checkParameters(declaring(declaration), { P: given(value, 7) }, position(3))).toEqual([]);
  });

  function declaring(declaration: string) {
    return parsed(`Parameters: { P: ${declaration} }\nResources: { A: { Type: AWS::SNS::Topic } }\n`);
  }
});

describe('isStateful', () => {
  it.each([
    'AWS::DynamoDB::Table',
    'AWS::S3::Bucket',
    'AWS::RDS::DBInstance',
    'AWS::Cognito::UserPool',
    'AWS::Logs::LogGroup',
  ])('%s', (type) => {
    expect(isStateful(type)).toBe(true);
  });

  it('is not a function', () => {
    expect(isStateful('AWS::Lambda::Function')).toBe(false);
  });
});

describe('templateText', () => {
  it('is indented JSON in the order of the file', () => {
    expect(templateText({ b: 1, a: [2] })).toBe('{\n  "b": 1,\n  "a": [\n    2\n  ]\n}');
  });

  it('is compact when the indented text does not fit into a request', () => {
    const tree = { a: Array(20_000).fill('é') as string[] };
    expect(templateText(tree)).toBe(JSON.stringify(tree));
    expect(Buffer.byteLength(JSON.stringify({ a: 'é' }, null, 2))).toBeLessThan(MAX_BODY_BYTES);
  });
});
