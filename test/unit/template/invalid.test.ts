import { describe, expect, it } from 'vitest';
import { parseTemplate } from '../../../src/template/parse.ts';

/** What is wrong, as `line:column message`, and the hints. */
function problems(text: string): { messages: string[]; hints: (string | null)[] } {
  const { value, diagnostics } = parseTemplate(text, '/t.yaml');
  expect(value === null).toBe(diagnostics.length > 0);
  expect(diagnostics.every(({ code }) => code === 'TemplateInvalid')).toBe(true);
  return {
    messages: diagnostics.map(({ at, message }) => `${at?.line}:${at?.column} ${message}`),
    hints: diagnostics.map(({ hint }) => hint),
  };
}

const topic = 'Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n';
const withProperty = (value: string): string => `${topic}    Properties: { DisplayName: ${value} }\n`;

describe('an invalid template', () => {
  it('that is a program is told as broken by its first errors, on their lines', () => {
    const lines = ['const a = 1;', 'export const b = {', '  c: { d: e: f },', '};'];
    const { messages } = problems(Array.from({ length: 20 }, () => lines.join('\n')).join('\n'));
    expect(messages).toHaveLength(3);
    expect(messages.filter((message) => /\(and \d+ more in this file\)$/.test(message))).toEqual([messages[2]]);
    for (const message of messages) expect(Number(message.split(/[: ]/)[1])).toBeLessThanOrEqual(20);
  });

  it.each<[string, string, string[]]>([
    ['empty text', '', ['1:1 the template is not a map']],
    ['a list', '- a', ['1:1 the template is not a map']],
    [
      'broken YAML',
      'Resources: [',
      ['1:13 not valid YAML or JSON: flow sequence in block collection must be sufficiently indented and end with a ]'],
    ],
    ['a key twice', `${topic}  Topic:\n    Type: AWS::SQS::Queue\n`, ['4:3 the key "Topic" is given twice']],
    ['a key twice in JSON', '{"Resources":{},"Resources":{}}', ['1:17 the key "Resources" is given twice']],
    ['two documents', `${topic}---\na: 1\n`, ['4:1 a template is one document']],
    ['an unknown tag', withProperty('!Reff A'), ['4:38 CloudFormation has no tag "!Reff"']],
    ['a key that is a list', `${topic}? [a]\n: 1\n`, ['4:3 a key must be text']],
    ['an alias of its own', `${topic}    Metadata: &m { a: *m }\n`, ['4:23 an alias names a value that it is part of']],
    ['an alias of nothing', withProperty('*m'), ['4:32 *m has no anchor before it']],
    ['no resources', 'Description: none', ['1:1 the template has no resources']],
    ['an empty section', `${topic}Outputs:\n`, ['4:1 Outputs has no value']],
    ['an empty property', withProperty(''), ['4:19 Resources.Topic.Properties.DisplayName has no value']],
    ['a section that is a list', `${topic}Outputs: []\n`, ['4:10 the section Outputs is not a map']],
    ['an unknown section', `${topic}Output: {}\n`, ['4:9 a template has no section "Output"']],
    [
      'Globals without SAM',
      `${topic}Globals: { Function: { Timeout: 1 } }\n`,
      ['4:10 a template has no section "Globals"'],
    ],
    ['no Type', 'Resources:\n  Topic:\n    Properties: {}\n', ['2:3 resource "Topic" has no Type']],
    ['a wrong Type', 'Resources:\n  Topic:\n    Type: Topic\n', ['2:3 resource "Topic" has the type "Topic"']],
    ['a resource that is text', 'Resources:\n  Topic: x\n', ['2:10 "Topic" is not a map']],
    [
      'a bad logical id',
      'Resources:\n  my-topic:\n    Type: AWS::SNS::Topic\n',
      ['2:3 "my-topic" is not a logical id'],
    ],
    [
      'a property beside Properties',
      `${topic}    DisplayName: x\n`,
      ['4:18 resource "Topic" cannot have "DisplayName"'],
    ],
    ['a parameter without Type', `Parameters:\n  A: { Default: x }\n${topic}`, ['2:6 parameter "A" has no Type']],
    [
      'a parameter of an unknown type',
      `Parameters:\n  A: { Type: Strin }\n${topic}`,
      ['2:6 parameter "A" has the unknown type "Strin"'],
    ],
    ['an output without Value', `${topic}Outputs:\n  A: { Description: x }\n`, ['5:6 output "A" has no Value']],
    [
      'an export without Name',
      `${topic}Outputs:\n  A: { Value: x, Export: {} }\n`,
      ['5:6 the Export of output "A" has no Name'],
    ],
    [
      'one name for two things',
      `Parameters:\n  Topic: { Type: String }\n${topic}`,
      ['4:3 "Topic" is the name of a parameter and of a resource'],
    ],
    ['Ref to nothing', withProperty('!Ref Stage'), ['4:37 the template has no resource or parameter "Stage"']],
    [
      'Ref to an inherited name',
      withProperty('!Ref toString'),
      ['4:37 the template has no resource or parameter "toString"'],
    ],
    ['GetAtt of nothing', withProperty('!GetAtt Topik.Arn'), ['4:40 the template has no resource "Topik"']],
    [
      'GetAtt of nothing, in full',
      withProperty('{ "Fn::GetAtt": [Topik, Arn] }'),
      ['4:49 the template has no resource "Topik"'],
    ],
    [
      'Sub of nothing',
      withProperty("!Sub '${Stage}-${Topik.Arn}'"),
      ['4:37 the template has no resource or parameter "Stage"', '4:37 the template has no resource "Topik"'],
    ],
    [
      'Sub of what a shell would fill in',
      withProperty("!Sub '${HOME:-x}'"),
      ['4:37 Fn::Sub cannot fill in "${HOME:-x}"'],
    ],
    ['DependsOn nothing', `${topic}    DependsOn: [Queue]\n`, ['4:17 the template has no resource "Queue"']],
    [
      'an unknown condition of a resource',
      `${topic}    Condition: IsProd\n`,
      ['4:16 the template has no condition "IsProd"'],
    ],
    [
      'an unknown condition of Fn::If',
      withProperty('!If [IsProd, a, b]'),
      ['4:37 the template has no condition "IsProd"'],
    ],
    [
      'an unknown condition of a condition',
      `${topic}Conditions: { A: !Not [!Condition B] }\n`,
      ['4:35 the template has no condition "B"'],
    ],
    [
      'a resource in a condition',
      `${topic}Conditions: { A: !Equals [!Ref Topic, x] }\n`,
      ['4:32 the template has no parameter "Topic"'],
    ],
    ['an unknown mapping', withProperty('!FindInMap [Sizes, a, b]'), ['4:44 the template has no mapping "Sizes"']],
    ['a resource that needs itself', withProperty('!Ref Topic'), ['2:3 resources need each other: Topic -> Topic']],
  ])('%s', (_name, text, expected) => {
    expect(problems(text).messages).toEqual(expected);
  });

  it('names every problem at once, in the order of the file', () => {
    const text = `Parameters:\n  A: {}\nResources:\n  B:\n    DependsOn: C\n`;
    expect(problems(text).messages).toEqual([
      '2:6 parameter "A" has no Type',
      '4:3 resource "B" has no Type',
      '5:16 the template has no resource "C"',
    ]);
  });

  it('names a cycle', () => {
    const text = `Resources:
  A: { Type: AWS::SNS::Topic, DependsOn: B }
  B: { Type: AWS::SNS::Topic, Properties: { DisplayName: !GetAtt C.Arn } }
  C: { Type: AWS::SNS::Topic, Properties: { DisplayName: !Sub '\${A}' } }
`;
    expect(problems(text).messages).toEqual(['2:6 resources need each other: A -> B -> C -> A']);
  });

  it.each([
    [withProperty('!Reff A'), 'did you mean "!Ref"?'],
    [`${topic}Output: {}\n`, 'did you mean "Outputs"?'],
    [withProperty('!Ref Topc'), 'did you mean "Topic"?'],
    [withProperty('!Ref AWS::Regin'), 'did you mean "AWS::Region"?'],
    [`${topic}    Propertys: {}\n`, 'did you mean "Properties"?'],
  ])('says what was probably meant', (text, hint) => {
    expect(problems(text).hints).toContain(hint);
  });

  it.each([
    ['resources', 501, 'Resources', (i: number) => `  R${i}: { Type: 'AWS::SNS::Topic' }`],
    ['parameters', 201, 'Parameters', (i: number) => `  P${i}: { Type: String }`],
    ['outputs', 201, 'Outputs', (i: number) => `  O${i}: { Value: x }`],
  ])('refuses too many %s', (name, count, section, entry) => {
    const entries = Array.from({ length: count }, (_, i) => entry(i)).join('\n');
    const { messages } = problems(
      section === 'Resources' ? `${section}:\n${entries}\n` : `${topic}${section}:\n${entries}\n`,
    );
    expect(messages).toEqual([expect.stringContaining(`${count} ${name}, CloudFormation takes ${count - 1}`)]);
  });

  it('refuses more than a megabyte', () => {
    expect(problems(withProperty(`"${'x'.repeat(1_048_576)}"`)).messages).toEqual([
      expect.stringMatching(/bytes, CloudFormation takes 1048576/),
    ]);
  });
});

describe('a template that only CloudFormation can judge', () => {
  it.each([
    [
      'resources that SAM makes',
      `Transform: AWS::Serverless-2016-10-31\nGlobals: {}\n${withProperty('!Sub "${ServerlessRestApi}${TopicRole.Arn}"')}`,
    ],
    ['a macro', `Transform: [MyMacro]\nExtra: {}\n${withProperty('!Ref Anything')}`],
    [
      'a loop',
      `Transform: AWS::LanguageExtensions\n${topic}  Fn::ForEach::Loop: [X, [a], { 'T\${X}': { Type: AWS::SNS::Topic } }]\nOutputs: { A: { Value: !Ref Ta } }\n`,
    ],
    [
      'a cycle that conditions prevent',
      `Parameters: { P: { Type: String } }\nConditions: { A: !Equals [!Ref P, a] }\n${withProperty('!If [A, !Ref Topic, x]')}`,
    ],
    ['a policy with a condition', `${topic}    Metadata: { Statement: { Condition: { StringEquals: { a: b } } } }\n`],
  ])('%s', (_name, text) => {
    expect(problems(text).messages).toEqual([]);
  });
});
