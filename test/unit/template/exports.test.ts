import { describe, expect, it } from 'vitest';
import { declaredOutputs, exportsOf, hasOpenOutputs, importsOf } from '../../../src/template/exports.ts';
import { rewriteImports } from '../../../src/template/rewrite.ts';
import { fixture, parsed, scope } from './fixtures.ts';

describe('exportsOf', () => {
  const names = (parameters: Record<string, string | null>) =>
    exportsOf(fixture('database.yaml'), scope(parameters)).map(({ output, name }) => [output, name]);

  it('follows Sub, Join, FindInMap, Select and Split', () => {
    expect(names({ Stage: 'dev' })).toEqual([
      ['TableName', 'dev-NotesTableName'],
      ['TableArn', 'dev-NotesTableArn'],
      ['MappedArn', 'dev-Arn'],
      ['Unnamed', null],
    ]);
  });

  it('leaves out an output only when its condition is known not to hold', () => {
    expect(names({ Stage: 'prod' })).toContainEqual(['StreamArn', 'notes-dev-database-StreamArn']);
    expect(names({ Stage: null })).toContainEqual(['StreamArn', 'notes-dev-database-StreamArn']);
  });

  it('says why a name is not known, and where it stands', () => {
    const [first, , , , unnamed] = exportsOf(fixture('database.yaml'), scope({ Stage: null }));
    expect(first).toMatchObject({ name: null, because: ['parameter Stage'], at: { line: 32, column: 18 } });
    expect(unnamed).toMatchObject({ name: null, because: ['resource NotesTable'] });
  });
});

describe('importsOf', () => {
  const names = (parameters: Record<string, string | null>) =>
    importsOf(fixture('notes.yaml'), scope(parameters)).map(({ name }) => name);

  it('leaves out branches and resources whose condition is known not to hold', () => {
    expect(names({ Stage: 'dev' })).toEqual(['dev-NotesTableName']);
  });

  it('takes branches and resources whose condition holds', () => {
    expect(names({ Stage: 'dev', SharedStage: 'staging' })).toEqual([
      'dev-NotesTableName',
      'staging-Shared',
      'shared-table',
    ]);
  });

  it('takes both branches when the condition is not known', () => {
    expect(names({ Stage: 'dev', SharedStage: null })).toEqual(['dev-NotesTableName', null, 'shared-table']);
  });

  it('finds imports in outputs and conditions, and where they stand', () => {
    const template = parsed(`Resources: { Topic: { Type: AWS::SNS::Topic } }
Conditions:
  A: !Equals [!ImportValue a, x]
Outputs:
  B: { Value: !ImportValue b }
`);
    expect(importsOf(template, scope())).toMatchObject([
      { name: 'a', path: ['Conditions', 'A', 'Fn::Equals', 0], at: { line: 3, column: 28 } },
      { name: 'b', path: ['Outputs', 'B', 'Value'], at: { line: 5, column: 28 } },
    ]);
  });
});

describe('declaredOutputs', () => {
  it('names all outputs, whatever their condition', () => {
    expect(declaredOutputs(fixture('database.yaml'))).toEqual([
      'TableName',
      'TableArn',
      'MappedArn',
      'StreamArn',
      'Unnamed',
      'Private',
    ]);
    expect(declaredOutputs(parsed('Resources: { Topic: { Type: AWS::SNS::Topic } }'))).toEqual([]);
  });
});

describe('hasOpenOutputs', () => {
  const outputs = (more: string) => parsed(`Resources: { Topic: { Type: AWS::SNS::Topic } }\n${more}\n`);

  it.each([
    ['a macro', outputs('Transform: Mine'), true],
    ['a loop', outputs("Outputs: { 'Fn::ForEach::A': [X, [a], { '${X}': { Value: x } }] }"), true],
    ['SAM', outputs('Transform: AWS::Serverless-2016-10-31'), false],
    ['none of these', outputs('Outputs: { A: { Value: x } }'), false],
  ])('with %s', (_name, template, open) => {
    expect(hasOpenOutputs(template)).toBe(open);
  });
});

describe('rewriteImports', () => {
  const template = fixture('notes.yaml');
  const [table, shared] = importsOf(template, scope({ Stage: 'dev', SharedStage: 'staging' }));

  it('puts another export or a value in the place of an import, and changes nothing else', () => {
    const before = JSON.stringify(template.tree);
    const tree = rewriteImports(template.tree, [
      { path: table!.path, exportName: 'staging-NotesTableName' },
      { path: shared!.path, value: 'the value' },
    ]);
    const expected = before
      .replace(
        '{"Fn::ImportValue":{"Fn::Sub":"${Stage}-NotesTableName"}}',
        '{"Fn::ImportValue":"staging-NotesTableName"}',
      )
      .replace('{"Fn::ImportValue":{"Fn::Sub":"${SharedStage}-Shared"}}', '"the value"');
    expect(JSON.stringify(tree)).toBe(expected);
    expect(JSON.stringify(template.tree)).toBe(before);
  });

  it('gives the same template when there is nothing to do', () => {
    expect(rewriteImports(template.tree, [])).toBe(template.tree);
  });

  it.each([[['Resources', 'Notes', 'Type']], [['Resources', 'Nobody']], [['Resources', 'Notes', 0]]])(
    'refuses the path %j',
    (path) => {
      expect(() => rewriteImports(template.tree, [{ path, value: 'x' }])).toThrow(TypeError);
    },
  );
});
