import { readFileSync, truncateSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { artifactBody } from '../../../src/artifacts/body.ts';
import { withBucket } from '../../../src/artifacts/bucket.ts';
import { packageService } from '../../../src/artifacts/package.ts';
import type { Artifact, PackagedService } from '../../../src/artifacts/packaged.ts';
import { sha256 } from '../../../src/model/digest.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { fixture, FOLDER, parsed } from '../template/fixtures.ts';
import { project, type Project } from './project.ts';

const lambda = (code: string, more = ''): string =>
  `Resources:\n  Function:\n    Type: AWS::Lambda::Function\n    Properties:\n      Code: ${code}\n${more}`;
const url = (key: string): string => `https://bucket.s3.eu-west-1.amazonaws.com/${key}`;

async function packaged(place: Project, text: string, config: JsonObject | null = null): Promise<PackagedService> {
  const { value, diagnostics } = await place.package(text, config);
  if (!value) throw new Error(JSON.stringify(diagnostics));
  return value;
}

/** Files of a zip as text. */
function contents({ bytes }: Pick<Artifact, 'bytes'>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(unzipSync(bytes)).map(([name, content]) => [name, Buffer.from(content).toString()]),
  );
}

const resource = (type: string, properties: string): string =>
  `Resources: { A: { Type: '${type}', Properties: ${properties} } }`;
const s3 = { S3Bucket: 'bucket', S3Key: expect.stringMatching(/^artifacts\/[0-9a-f]{64}\.zip$/) };
const location = { Bucket: 'bucket', Key: expect.stringMatching(/^artifacts\/[0-9a-f]{64}\.json$/) };
const s3Url = (extension: string) =>
  expect.stringMatching(new RegExp(`^s3://bucket/artifacts/[0-9a-f]{64}\\.${extension}$`));

describe('packageService', () => {
  it('refuses a folder with more than a zip may hold, without reading it', async () => {
    const place = project({ 'stack/code/model.bin': '' });
    truncateSync(path.join(place.root, 'stack/code/model.bin'), 600 * 1024 * 1024);
    const { diagnostics } = await place.package(lambda('code'), null);
    expect(diagnostics[0]?.message).toBe('resource "Function": with "model.bin" it has more than 512 MiB');
  });

  it.each<[string, string, unknown]>([
    ['AWS::Lambda::Function', '{ Code: code }', { Code: s3 }],
    ['AWS::Lambda::Function', '{ Code: ./code/index.js }', { Code: s3 }],
    ['AWS::Lambda::Function', '{ Code: ../stack/code/ }', { Code: s3 }],
    ['AWS::Lambda::LayerVersion', '{ Content: code }', { Content: s3 }],
    ['AWS::ElasticBeanstalk::ApplicationVersion', '{ SourceBundle: code }', { SourceBundle: s3 }],
    ['AWS::ApiGateway::RestApi', '{ BodyS3Location: api.json }', { BodyS3Location: location }],
    ['AWS::StepFunctions::StateMachine', '{ DefinitionS3Location: api.json }', { DefinitionS3Location: location }],
    [
      'AWS::CodeCommit::Repository',
      '{ Code: { BranchName: main, S3: code } }',
      { Code: { BranchName: 'main', S3: { Bucket: 'bucket', Key: s3.S3Key } } },
    ],
    [
      'AWS::AppSync::GraphQLSchema',
      '{ DefinitionS3Location: schema.graphql }',
      { DefinitionS3Location: s3Url('graphql') },
    ],
    [
      'AWS::AppSync::Resolver',
      '{ RequestMappingTemplateS3Location: api.json, ResponseMappingTemplateS3Location: schema.graphql }',
      { RequestMappingTemplateS3Location: s3Url('json'), ResponseMappingTemplateS3Location: s3Url('graphql') },
    ],
    [
      'AWS::Glue::Job',
      '{ Command: { Name: etl, ScriptLocation: api.json } }',
      { Command: { Name: 'etl', ScriptLocation: s3Url('json') } },
    ],
  ])('%s %s', async (type, properties, expected) => {
    const place = project({ 'stack/code/index.js': 'x', 'stack/api.json': '{}', 'stack/schema.graphql': 'type Q' });
    const { tree } = await packaged(place, resource(type, properties));
    expect(withBucket(tree, 'bucket', url)).toEqual({ Resources: { A: { Type: type, Properties: expected } } });
  });

  it.each<[string, string, unknown]>([
    ['AWS::Serverless::Function', '{ CodeUri: code }', { CodeUri: s3Url('zip') }],
    ['AWS::Serverless::LayerVersion', '{ ContentUri: code }', { ContentUri: s3Url('zip') }],
    ['AWS::Serverless::HttpApi', '{ DefinitionUri: api.json }', { DefinitionUri: s3Url('json') }],
    ['AWS::Serverless::StateMachine', '{ DefinitionUri: api.json }', { DefinitionUri: s3Url('json') }],
    [
      'AWS::Serverless::Application',
      '{ Location: { ApplicationId: arn, SemanticVersion: 1.0.0 } }',
      { Location: { ApplicationId: 'arn', SemanticVersion: '1.0.0' } },
    ],
  ])('%s %s of SAM', async (type, properties, expected) => {
    const place = project({ 'stack/code/index.js': 'x', 'stack/api.json': '{}' });
    const { tree } = await packaged(place, `Transform: AWS::Serverless-2016-10-31\n${resource(type, properties)}`);
    expect(withBucket(tree, 'bucket', url)).toMatchObject({ Resources: { A: { Properties: expected } } });
  });

  it('packages what SAM takes from Globals', async () => {
    const text = `Transform: AWS::Serverless-2016-10-31\nGlobals: { Function: { CodeUri: code } }\n${resource('AWS::Serverless::Function', '{}')}`;
    const { tree } = await packaged(project({ 'stack/code/index.js': 'x' }), text);
    expect(withBucket(tree, 'bucket', url)).toMatchObject({ Globals: { Function: { CodeUri: s3Url('zip') } } });
  });

  it('packages what AWS::Include brings in', async () => {
    const text = resource(
      'AWS::SNS::Topic',
      "{ 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: part.yaml } } }",
    );
    const { tree, artifacts } = await packaged(project({ 'stack/part.yaml': 'DisplayName: x' }), text);
    expect(withBucket(tree, 'bucket', url)).toMatchObject({
      Resources: { A: { Properties: { 'Fn::Transform': { Parameters: { Location: s3Url('yaml') } } } } },
    });
    expect(artifacts).toMatchObject([{ logicalId: 'A' }]);
  });

  it.each([
    '{ ZipFile: "exports.handler = 1" }',
    '{ S3Bucket: b, S3Key: k }',
    '{ S3Bucket: !Ref AWS::StackName, S3Key: k }',
    's3://bucket/key.zip',
    'https://example.com/code.zip',
    "!Sub '${AWS::StackName}/code'",
    '"{{resolve:ssm:/code}}"',
  ])('leaves Code: %s alone', async (code) => {
    const place = project();
    const { tree, artifacts } = await packaged(place, lambda(code));
    expect(artifacts).toEqual([]);
    expect(tree).toEqual(parsed(lambda(code)).tree);
    expect(withBucket(tree, 'bucket', url)).toEqual(tree);
  });

  it('changes nothing but the local path', async () => {
    const place = project({ 'stack/code/index.js': 'x' });
    const text = lambda('code', "      Handler: code\n      Environment: { Variables: { A: 'code' } }\n");
    const { tree } = await packaged(place, text);
    expect(tree).toMatchObject({
      Resources: { Function: { Properties: { Handler: 'code', Environment: { Variables: { A: 'code' } } } } },
    });
  });

  it('names each artifact by its content', async () => {
    const { artifacts } = await packaged(project({ 'stack/code/index.js': 'x' }), lambda('code'));
    const [artifact] = artifacts;
    expect(artifact).toMatchObject({
      key: `artifacts/${sha256(artifact!.bytes)}.zip`,
      digest: sha256(artifact!.bytes),
      size: artifact!.bytes.length,
      logicalId: 'Function',
      at: { line: 5, column: 13 },
    });
  });

  it('makes one artifact of what several resources share', async () => {
    const text = `${lambda('code')}  Other: { Type: AWS::Lambda::Function, Properties: { Code: ./code } }\n`;
    expect((await packaged(project({ 'stack/code/index.js': 'x' }), text)).artifacts).toHaveLength(1);
  });

  it('gives the same bytes for the same content, whenever and wherever it was written', async () => {
    const [one, two] = [project(), project()];
    one.write('stack/code/a.js', 'a');
    one.write('stack/code/lib/run.sh', 'b', 0o700);
    const late = two.write('stack/code/lib/run.sh', 'b', 0o755);
    two.write('stack/code/a.js', 'a', 0o600);
    two.write('stack/code/.DS_Store', 'x');
    two.write('stack/code/.git/HEAD', 'x');
    utimesSync(late, 1, 1);
    const [first, second] = await Promise.all([packaged(one, lambda('code')), packaged(two, lambda('code'))]);
    expect(second.tree).toEqual(first.tree);
    expect(contents(second.artifacts[0]!)).toEqual({ 'a.js': 'a', 'lib/run.sh': 'b' });
  });

  it.each([
    ['a changed file', { 'stack/code/a.js': 'b' }],
    ['another name', { 'stack/code/b.js': 'a' }],
    ['a file more', { 'stack/code/a.js': 'a', 'stack/code/b.js': '' }],
  ])('gives another key for %s', async (_name, files) => {
    const before = await packaged(project({ 'stack/code/a.js': 'a' }), lambda('code'));
    const after = await packaged(project(files), lambda('code'));
    expect(after.artifacts[0]!.key).not.toBe(before.artifacts[0]!.key);
  });

  it('follows symbolic links inside the project', async () => {
    const place = project({ 'stack/code/index.js': 'x', 'libs/shared/a.js': 'shared', 'libs/b.js': 'b' });
    place.link('stack/code/shared', '../../libs/shared');
    place.link('stack/code/b.js', path.join(place.root, 'libs/b.js'));
    const { artifacts } = await packaged(place, lambda('code'));
    expect(contents(artifacts[0]!)).toEqual({ 'index.js': 'x', 'shared/a.js': 'shared', 'b.js': 'b' });
  });

  it('reads the template of the guide', async () => {
    const { value } = await packageService({ template: fixture('notes.yaml'), root: FOLDER, config: null });
    expect(contents(value!.artifacts[0]!)).toEqual({
      'index.js': readFileSync(path.join(FOLDER, 'src/index.js'), 'utf8'),
    });
  });
});

describe('the build-time configuration', () => {
  const files = { 'stack/code/index.js': 'x' };

  it('is at the root of the code, in an order of its own', async () => {
    const { artifacts } = await packaged(project(files), lambda('code'), { b: { d: 1, c: [true] }, a: 'é' });
    expect(contents(artifacts[0]!)).toEqual({
      'index.js': 'x',
      'config.json': '{\n  "a": "é",\n  "b": {\n    "c": [\n      true\n    ],\n    "d": 1\n  }\n}\n',
    });
  });

  it('changes the key of the code, but not with the order of its keys', async () => {
    const key = async (config: JsonObject | null) =>
      (await packaged(project(files), lambda('code'), config)).artifacts[0]!.key;
    expect(await key({ a: 1, b: 2 })).toBe(await key({ b: 2, a: 1 }));
    expect(new Set([await key(null), await key({}), await key({ a: 1 })]).size).toBe(3);
  });

  it('goes into layers, into single files and into finished zips', async () => {
    const place = project(files);
    place.write('stack/done.jar', zipSync({ 'A.class': Buffer.from('a') }));
    const text = `Resources:
  Layer: { Type: AWS::Lambda::LayerVersion, Properties: { Content: code } }
  File: { Type: AWS::Lambda::Function, Properties: { Code: code/index.js } }
  Jar: { Type: AWS::Lambda::Function, Properties: { Code: done.jar } }
`;
    const { artifacts } = await packaged(place, text, { a: 1 });
    expect(artifacts.map((artifact) => Object.keys(contents(artifact)).sort())).toEqual([
      ['config.json', 'index.js'],
      ['A.class', 'config.json'],
    ]);
  });

  it('does not go into what is no code', async () => {
    const { artifacts } = await packaged(
      project(files),
      resource('AWS::ElasticBeanstalk::ApplicationVersion', '{ SourceBundle: code }'),
      { a: 1 },
    );
    expect(Object.keys(contents(artifacts[0]!))).toEqual(['index.js']);
  });

  it('does not overwrite a file', async () => {
    const place = project({ ...files, 'stack/code/config.json': '{}' });
    expect((await place.package(lambda('code'), { a: 1 })).diagnostics).toMatchObject([
      { code: 'ConfigInvalid', message: expect.stringContaining('config.json'), at: { line: 5, column: 13 } },
    ]);
    expect((await place.package(lambda('code'), null)).diagnostics).toEqual([]);
  });

  it.each(['../up.txt', 'a/../../up.txt', '/etc/passwd', 'C:\\up.txt', 'a\\..\\up.txt'])(
    'refuses a zip with the entry %s, which leads out of it',
    async (name) => {
      const place = project();
      place.write('stack/done.zip', zipSync({ 'index.mjs': Buffer.from(''), [name]: Buffer.from('x') }));
      for (const config of [null, { a: 1 }]) {
        const { diagnostics } = await place.package(lambda('done.zip'), config);
        expect(diagnostics).toMatchObject([{ message: expect.stringContaining('which leads out of the zip') }]);
      }
    },
  );

  it('does not overwrite a file of a finished zip', async () => {
    const place = project();
    place.write('stack/done.zip', zipSync({ 'config.json': Buffer.from('{}') }));
    expect((await place.package(lambda('done.zip'), { a: 1 })).diagnostics).toMatchObject([{ code: 'ConfigInvalid' }]);
  });
});

describe('a finished zip', () => {
  it('is uploaded as it is', async () => {
    const place = project();
    const bytes = zipSync({ 'a.js': Buffer.from('a') });
    place.write('stack/done.zip', bytes);
    const { artifacts } = await packaged(place, lambda('done.zip'));
    expect(Buffer.from(artifacts[0]!.bytes)).toEqual(Buffer.from(bytes));
  });
});

describe('nested stacks', () => {
  it('are packaged themselves, with the bucket filled in at the end', async () => {
    const { value } = await packageService({ template: fixture('nested.yaml'), root: FOLDER, config: { a: 1 } });
    const [code, child] = value!.artifacts;
    expect(Object.keys(contents(code!)).sort()).toEqual(['config.json', 'index.js']);
    expect(child!.key).toMatch(/^artifacts\/[0-9a-f]{64}\.template\.json$/);
    expect(withBucket(value!.tree, 'bucket', url)).toMatchObject({
      Resources: {
        Child: { Properties: { TemplateURL: url(child!.key) } },
        Elsewhere: { Properties: { TemplateURL: 'https://example.s3.amazonaws.com/other.json' } },
      },
    });
    expect(JSON.parse(Buffer.from(artifactBody(child!, 'bucket', url)).toString())).toMatchObject({
      Resources: { Function: { Properties: { Code: { S3Bucket: 'bucket', S3Key: code!.key } } } },
    });
    expect(artifactBody(code!, 'bucket', url)).toBe(code!.bytes);
  });

  const nested = (file: string): string => resource('AWS::CloudFormation::Stack', `{ TemplateURL: ${file} }`);

  it('are checked in their own file', async () => {
    const place = project({ 'stack/child.yaml': 'Resources:\n  A: {}\n' });
    expect((await place.package(nested('child.yaml'))).diagnostics).toMatchObject([
      { code: 'TemplateInvalid', at: { file: path.join(place.root, 'stack/child.yaml'), line: 2 } },
    ]);
  });

  it('do not contain themselves', async () => {
    const place = project({ 'stack/a.yaml': nested('template.yaml') });
    expect((await place.package(nested('a.yaml'))).diagnostics).toMatchObject([
      { message: expect.stringContaining('nested in itself') },
    ]);
  });
});

describe('a local path that cannot be packaged', () => {
  it.each<[string, string, string, (place: Project) => void]>([
    ['is missing', 'code', 'there is no file or folder "code"', () => {}],
    ['is outside the project', '../../', '"../../" is outside the project', () => {}],
    ['is an absolute path outside', '/', '"/" is outside the project', () => {}],
    ['is a link to the outside', 'code', '"code" is outside the project', (place) => place.link('stack/code', '/')],
    [
      'holds a link to the outside',
      'code',
      '"etc" is outside the project',
      (place) => {
        place.write('stack/code/a', '');
        place.link('stack/code/etc', '/etc');
      },
    ],
    [
      'holds a broken link',
      'code',
      'there is no file or folder "gone"',
      (place) => {
        place.write('stack/code/a', '');
        place.link('stack/code/gone', 'nowhere');
      },
    ],
    [
      'holds a link to itself',
      'code',
      'the symbolic link "self" leads to a folder that it is in',
      (place) => {
        place.write('stack/code/a', '');
        place.link('stack/code/self', '.');
      },
    ],
    ['is empty', 'code', 'the folder "code" is empty', (place) => place.write('stack/code/.DS_Store', '')],
  ])('%s', async (_name, code, message, prepare) => {
    const place = project({ 'stack/x': '' });
    prepare(place);
    expect((await place.package(lambda(code))).diagnostics).toMatchObject([
      { code: 'TemplateInvalid', message: `resource "Function": ${message}`, at: { line: 5, column: 13 } },
    ]);
  });

  it('is a folder where a file is wanted', async () => {
    const place = project({ 'stack/code/a': '' });
    const { diagnostics } = await place.package(
      resource('AWS::AppSync::GraphQLSchema', '{ DefinitionS3Location: code }'),
    );
    expect(diagnostics).toMatchObject([{ message: 'resource "A": "code" is a folder, a file is wanted here' }]);
  });

  it('is found with all others', async () => {
    const text = `${lambda('one')}  Other: { Type: AWS::Lambda::Function, Properties: { Code: two } }\n`;
    expect((await project().package(text)).diagnostics).toHaveLength(2);
  });
});

describe('a container image', () => {
  const sam = (properties: string, more = ''): string =>
    `Transform: AWS::Serverless-2016-10-31\nResources: { A: { Type: AWS::Serverless::Function, Properties: ${properties}${more} } }`;

  it.each([
    resource('AWS::Lambda::Function', '{ PackageType: Image, Code: { ImageUri: ./app } }'),
    sam('{ PackageType: Image, ImageUri: app }'),
    sam('{ PackageType: Image }', ', Metadata: { Dockerfile: Dockerfile, DockerContext: app }'),
  ])('that is yet to be built is refused: %s', async (text) => {
    expect((await project().package(text)).diagnostics).toMatchObject([
      { code: 'TemplateInvalid', message: expect.stringContaining('container images are not supported yet') },
    ]);
  });

  it.each([
    resource(
      'AWS::Lambda::Function',
      '{ PackageType: Image, Code: { ImageUri: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/app:1 } }',
    ),
    sam("{ PackageType: Image, ImageUri: !Sub '${AWS::AccountId}.dkr.ecr.eu-west-1.amazonaws.com/app' }"),
  ])('in a registry is left alone: %s', async (text) => {
    expect((await project().package(text)).diagnostics).toEqual([]);
  });
});
