import {
  AddTagsToResourceCommand,
  DeleteParameterCommand,
  DeleteParametersCommand,
  DescribeParametersCommand,
  GetParameterCommand,
  GetParameterHistoryCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  LabelParameterVersionCommand,
  ListTagsForResourceCommand,
  paginateGetParametersByPath,
  PutParameterCommand,
  RemoveTagsFromResourceCommand,
  SSMClient,
  type PutParameterCommandInput,
  type PutParameterCommandOutput,
} from '@aws-sdk/client-ssm';
import { beforeEach, describe, expect, it } from 'vitest';
import { MANAGEMENT, OTHER, refusal, storageWorld, type StorageWorld } from './storage-world.ts';

let world: StorageWorld;
let ssm: SSMClient;
beforeEach(() => {
  world = storageWorld();
  ssm = new SSMClient(world.client());
});

function put(input: Partial<PutParameterCommandInput>): Promise<PutParameterCommandOutput> {
  return ssm.send(new PutParameterCommand({ Name: '/notes/dev/api/KEY', Value: 'v', Type: 'String', ...input }));
}

async function names(Path: string, Recursive: boolean): Promise<string[]> {
  const { Parameters } = await ssm.send(new GetParametersByPathCommand({ Path, Recursive }));
  return (Parameters ?? []).map(({ Name }) => Name ?? '');
}

describe('writing a parameter', () => {
  it('counts versions, keeps the type and refuses what exists unless told to overwrite', async () => {
    expect(await put({})).toMatchObject({ Version: 1, Tier: 'Standard' });
    expect(await refusal(put({}))).toMatchObject({ name: 'ParameterAlreadyExists', status: 400 });
    expect(await put({ Value: 'w', Type: undefined, Overwrite: true })).toMatchObject({ Version: 2 });
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: '/notes/dev/api/KEY' }));
    expect(Parameter).toMatchObject({
      Type: 'String',
      Value: 'w',
      Version: 2,
      DataType: 'text',
      LastModifiedDate: new Date(world.clock.time),
      ARN: `arn:aws:ssm:eu-west-1:${MANAGEMENT}:parameter/notes/dev/api/KEY`,
    });
  });

  it.each<{ why: string; input: Partial<PutParameterCommandInput>; name: string }>([
    { why: 'no type on creation', input: { Type: undefined }, name: 'ValidationException' },
    { why: 'an unknown type', input: { Type: 'Number' as 'String' }, name: 'ValidationException' },
    { why: 'a space in the name', input: { Name: '/notes/a b' }, name: 'ValidationException' },
    { why: 'a path without its first slash', input: { Name: 'notes/key' }, name: 'ValidationException' },
    { why: 'a name that begins with ssm', input: { Name: '/SSM/key' }, name: 'ValidationException' },
    { why: 'a name that begins with aws', input: { Name: '/aws/key' }, name: 'AccessDeniedException' },
    {
      why: '16 levels',
      input: { Name: `/${Array.from({ length: 16 }, () => 'a').join('/')}` },
      name: 'HierarchyLevelLimitExceededException',
    },
    { why: 'a name of 1,000 characters', input: { Name: `/${'n'.repeat(999)}` }, name: 'ValidationException' },
    { why: 'an empty value', input: { Value: '' }, name: 'ValidationException' },
    { why: 'a reference in braces', input: { Value: '{{ssm:other}}' }, name: 'ValidationException' },
    { why: '4,097 bytes', input: { Value: 'x'.repeat(4097) }, name: 'ValidationException' },
    { why: '4,098 bytes in 1,366 characters', input: { Value: '€'.repeat(1366) }, name: 'ValidationException' },
    {
      why: '8,193 bytes in the advanced tier',
      input: { Value: 'x'.repeat(8193), Tier: 'Advanced' },
      name: 'ValidationException',
    },
    { why: 'an unknown tier', input: { Tier: 'Premium' as 'Standard' }, name: 'ValidationException' },
    {
      why: 'tags together with overwriting',
      input: { Overwrite: true, Tags: [{ Key: 'a', Value: 'b' }] },
      name: 'ValidationException',
    },
    {
      why: 'a value beside its pattern',
      input: { AllowedPattern: String.raw`\d+`, Value: '12a' },
      name: 'ParameterPatternMismatchException',
    },
    { why: 'a pattern that is none', input: { AllowedPattern: '(' }, name: 'InvalidAllowedPatternException' },
    { why: 'a key id with a space', input: { Type: 'SecureString', KeyId: 'a key' }, name: 'InvalidKeyId' },
  ])('refuses $why', async ({ input, name }) => {
    expect(await refusal(put(input))).toMatchObject({ name, status: 400 });
    expect(await names('/', true)).toEqual([]);
  });

  it('takes 15 levels, 4,096 bytes, 8,192 in the advanced tier, and a pattern that fits', async () => {
    await put({ Name: `/${Array.from({ length: 15 }, () => 'a').join('/')}` });
    await put({ Name: '/full', Value: 'x'.repeat(4096) });
    expect(await put({ Name: '/big', Value: 'x'.repeat(8192), Tier: 'Advanced' })).toMatchObject({ Tier: 'Advanced' });
    await put({ Name: '/digits', Value: '123', AllowedPattern: String.raw`\d+` });
    expect(await names('/', false)).toEqual(['/big', '/digits', '/full']);
  });

  it('goes up in tier when it must, and never down', async () => {
    expect(await put({ Tier: 'Intelligent-Tiering' })).toMatchObject({ Tier: 'Standard' });
    expect(await put({ Tier: 'Intelligent-Tiering', Value: 'x'.repeat(5000), Overwrite: true })).toMatchObject({
      Tier: 'Advanced',
    });
    expect(await put({ Overwrite: true })).toMatchObject({ Tier: 'Advanced' });
    expect(await refusal(put({ Tier: 'Standard', Overwrite: true }))).toMatchObject({ name: 'ValidationException' });
  });

  it('forgets the oldest of more than 100 versions, but not a labelled one', async () => {
    for (let version = 1; version <= 101; version += 1)
      await put({ Value: `v${String(version)}`, Overwrite: version > 1 });
    const oldest = await ssm.send(new GetParameterHistoryCommand({ Name: '/notes/dev/api/KEY', MaxResults: 1 }));
    expect(oldest.Parameters?.[0]?.Version).toBe(2);
    await ssm.send(
      new LabelParameterVersionCommand({ Name: '/notes/dev/api/KEY', ParameterVersion: 2, Labels: ['keep'] }),
    );
    expect(await refusal(put({ Overwrite: true }))).toMatchObject({ name: 'ParameterMaxVersionLimitExceeded' });
  });
});

describe('reading parameters', () => {
  it('says no more than that a parameter is absent', async () => {
    expect(await refusal(ssm.send(new GetParameterCommand({ Name: '/absent' })))).toMatchObject({
      name: 'ParameterNotFound',
      status: 400,
    });
    await put({ Name: '/there' });
    expect(await refusal(ssm.send(new GetParameterCommand({ Name: '/there:7' })))).toMatchObject({
      name: 'ParameterVersionNotFound',
    });
  });

  it('finds names that every object has only when they were written', async () => {
    expect(await refusal(ssm.send(new GetParameterCommand({ Name: 'constructor' })))).toMatchObject({
      name: 'ParameterNotFound',
    });
    await put({ Name: '__proto__', Value: 'mine' });
    expect((await ssm.send(new GetParameterCommand({ Name: '__proto__' }))).Parameter?.Value).toBe('mine');
  });

  it('gives a version by number and by label, which moves', async () => {
    const Name = '/notes/key';
    await put({ Name, Value: 'one' });
    await put({ Name, Value: 'two', Overwrite: true });
    const valueOf = async (selector: string) =>
      (await ssm.send(new GetParameterCommand({ Name: `${Name}:${selector}` }))).Parameter?.Value;
    expect(await valueOf('1')).toBe('one');
    const labelled = await ssm.send(
      new LabelParameterVersionCommand({ Name, ParameterVersion: 1, Labels: ['live', '1st', 'aws-x'] }),
    );
    expect(labelled).toMatchObject({ InvalidLabels: ['1st', 'aws-x'], ParameterVersion: 1 });
    expect(await valueOf('live')).toBe('one');
    await ssm.send(new LabelParameterVersionCommand({ Name, Labels: ['live'] }));
    expect(await valueOf('live')).toBe('two');
    const { Parameters } = await ssm.send(new GetParameterHistoryCommand({ Name }));
    expect(Parameters?.map(({ Version, Labels }) => [Version, Labels])).toEqual([
      [1, []],
      [2, ['live']],
    ]);
  });

  it('names those of several that are absent, and takes ten at most', async () => {
    await put({ Name: '/a' });
    const found = await ssm.send(new GetParametersCommand({ Names: ['/a', '/b', 'not a name'] }));
    expect(found.Parameters?.map(({ Name }) => Name)).toEqual(['/a']);
    expect(found.InvalidParameters).toEqual(['/b', 'not a name']);
    const many = Array.from({ length: 11 }, (_, index) => `/p${String(index)}`);
    expect(await refusal(ssm.send(new GetParametersCommand({ Names: many })))).toMatchObject({
      name: 'ValidationException',
    });
  });

  it('lists one level or all below a path, never what merely begins alike', async () => {
    for (const Name of ['/notes/dev/api/A', '/notes/dev/api/sub/B', '/notes/dev-emma/api/C', '/notes/dev/outputs'])
      await put({ Name });
    expect(await names('/notes/dev', false)).toEqual(['/notes/dev/outputs']);
    expect(await names('/notes/dev/', true)).toEqual([
      '/notes/dev/api/A',
      '/notes/dev/api/sub/B',
      '/notes/dev/outputs',
    ]);
    expect(await refusal(names('notes', true))).toMatchObject({ name: 'ValidationException' });
  });

  it('pages by ten at most', async () => {
    for (let index = 0; index < 23; index += 1) await put({ Name: `/many/${String(index).padStart(2, '0')}` });
    const sizes: number[] = [];
    for await (const page of paginateGetParametersByPath({ client: ssm }, { Path: '/many' }))
      sizes.push(page.Parameters?.length ?? 0);
    expect(sizes).toEqual([10, 10, 3]);
    expect(await refusal(ssm.send(new GetParametersByPathCommand({ Path: '/many', MaxResults: 11 })))).toMatchObject({
      name: 'ValidationException',
    });
    expect(await refusal(ssm.send(new GetParametersByPathCommand({ Path: '/many', NextToken: 'x' })))).toMatchObject({
      name: 'InvalidNextToken',
    });
  });

  it('keeps a SecureString closed until it is asked to decrypt', async () => {
    await put({ Name: '/secret', Value: 'hunter2', Type: 'SecureString', KeyId: 'alias/app' });
    const closed = (await ssm.send(new GetParametersByPathCommand({ Path: '/' }))).Parameters?.[0]?.Value ?? '';
    expect(closed).toMatch(/^AQICAH[A-Za-z0-9+/]{100,}=*$/);
    expect(Buffer.from(closed, 'base64').toString('latin1')).not.toContain('hunter2');
    const open = await ssm.send(new GetParameterCommand({ Name: '/secret', WithDecryption: true }));
    expect(open.Parameter?.Value).toBe('hunter2');
    const { Parameters } = await ssm.send(new DescribeParametersCommand({}));
    expect(Parameters?.[0]).toMatchObject({ KeyId: 'alias/app', Type: 'SecureString', Tier: 'Standard', Version: 1 });
  });

  it('is apart for each account and region', async () => {
    await put({ Name: '/mine' });
    const elsewhere = [world.client(undefined, 'us-east-1'), world.client(OTHER)].map(
      (options) => new SSMClient(options),
    );
    for (const client of elsewhere) {
      expect(await refusal(client.send(new GetParameterCommand({ Name: '/mine' })))).toMatchObject({
        name: 'ParameterNotFound',
      });
    }
  });

  it('describes by name, path, type and tag', async () => {
    await put({ Name: '/notes/dev/A', Tags: [{ Key: 'team', Value: 'x' }] });
    await put({ Name: '/notes/dev/deep/B', Type: 'StringList' });
    await put({ Name: '/other' });
    const found = async (Key: string, Option: string | undefined, ...Values: string[]) => {
      const filter = { Key, Values, ...(Option === undefined ? {} : { Option }) };
      const { Parameters } = await ssm.send(new DescribeParametersCommand({ ParameterFilters: [filter] }));
      return Parameters?.map(({ Name }) => Name);
    };
    expect(await found('Name', 'BeginsWith', '/notes')).toEqual(['/notes/dev/A', '/notes/dev/deep/B']);
    expect(await found('Name', 'Equals', '/other', '/absent')).toEqual(['/other']);
    expect(await found('Path', undefined, '/notes/dev')).toEqual(['/notes/dev/A']);
    expect(await found('Path', 'Recursive', '/notes')).toEqual(['/notes/dev/A', '/notes/dev/deep/B']);
    expect(await found('Type', undefined, 'StringList')).toEqual(['/notes/dev/deep/B']);
    expect(await found('tag:team', undefined, 'x')).toEqual(['/notes/dev/A']);
    expect(await refusal(found('Colour', undefined, 'x'))).toMatchObject({ name: 'InvalidFilterKey' });
    expect(await refusal(found('Name', 'Resembles', 'x'))).toMatchObject({ name: 'InvalidFilterOption' });
  });
});

describe('deleting and tagging', () => {
  it('deletes what is there and says what is not', async () => {
    await put({ Name: '/a' });
    await put({ Name: '/b' });
    expect(await ssm.send(new DeleteParametersCommand({ Names: ['/a', '/absent'] }))).toMatchObject({
      DeletedParameters: ['/a'],
      InvalidParameters: ['/absent'],
    });
    await ssm.send(new DeleteParameterCommand({ Name: '/b' }));
    expect(await refusal(ssm.send(new DeleteParameterCommand({ Name: '/b' })))).toMatchObject({
      name: 'ParameterNotFound',
    });
    expect(await put({ Name: '/a' })).toMatchObject({ Version: 1 });
  });

  it('adds and removes tags of what exists', async () => {
    const resource = { ResourceType: 'Parameter', ResourceId: '/a' } as const;
    expect(await refusal(ssm.send(new ListTagsForResourceCommand(resource)))).toMatchObject({
      name: 'InvalidResourceId',
    });
    await put({ Name: '/a', Tags: [{ Key: 'one', Value: '1' }] });
    await ssm.send(new AddTagsToResourceCommand({ ...resource, Tags: [{ Key: 'two', Value: '2' }] }));
    await ssm.send(new RemoveTagsFromResourceCommand({ ...resource, TagKeys: ['one'] }));
    expect((await ssm.send(new ListTagsForResourceCommand(resource))).TagList).toEqual([{ Key: 'two', Value: '2' }]);
  });
});
