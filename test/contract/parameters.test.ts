import { SSM } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openContract, type Contract } from '../support/contract/contract.ts';
import { refused } from '../support/contract/refusal.ts';

let aws: Contract;
let ssm: SSM;

beforeAll(async () => {
  aws = await openContract();
  const { credentials } = await aws.member();
  ssm = new SSM(aws.client({ credentials }));
});
afterAll(() => aws.close());

test('a value is put once, overwritten on demand, and all its versions are kept', async () => {
  const Name = `/${aws.name()}/KEY`;
  expect(await ssm.putParameter({ Name, Value: 'a', Type: 'String' })).toMatchObject({ Version: 1, Tier: 'Standard' });
  expect(await refused(ssm.putParameter({ Name, Value: 'b', Type: 'String' }))).toBe('ParameterAlreadyExists 400');
  expect(await ssm.putParameter({ Name, Value: 'b', Type: 'String', Overwrite: true })).toMatchObject({ Version: 2 });
  const { Parameters } = await ssm.getParameterHistory({ Name });
  expect(Parameters?.map(({ Version, Value }) => [Version, Value])).toEqual([
    [1, 'a'],
    [2, 'b'],
  ]);
  expect((await ssm.getParameter({ Name: `${Name}:1` })).Parameter).toMatchObject({ Value: 'a', Version: 1 });
  expect(await refused(ssm.getParameter({ Name: `${Name}:9` }))).toBe('ParameterVersionNotFound 400');
});

test('a secret is read in clear only by who asks for it', async () => {
  const Name = `/${aws.name()}/SECRET`;
  await ssm.putParameter({ Name, Value: 'hidden', Type: 'SecureString' });
  expect((await ssm.getParameter({ Name })).Parameter?.Value).not.toBe('hidden');
  expect((await ssm.getParameter({ Name, WithDecryption: true })).Parameter?.Value).toBe('hidden');
});

test('a path is read in pages of ten, and only what is below it', async () => {
  const path = `/${aws.name()}`;
  const names = Array.from({ length: 12 }, (_, at) => `${path}/${at < 10 ? `0${at}` : at}`);
  for (const Name of names) await ssm.putParameter({ Name, Value: 'x', Type: 'String' });
  await ssm.putParameter({ Name: `${path}/deep/er`, Value: 'x', Type: 'String' });
  await ssm.putParameter({ Name: `${path}c/other`, Value: 'x', Type: 'String' });
  const first = await ssm.getParametersByPath({ Path: path });
  expect(first.Parameters).toHaveLength(10);
  const second = await ssm.getParametersByPath({ Path: path, NextToken: first.NextToken });
  const found = [...(first.Parameters ?? []), ...(second.Parameters ?? [])].map(({ Name = '' }) => Name);
  expect(found.sort()).toEqual(names);
  const deep = await ssm.getParametersByPath({ Path: `${path}/deep`, Recursive: true });
  expect(deep.Parameters?.map(({ Name }) => Name)).toEqual([`${path}/deep/er`]);
});

test('what is not there is told, by one read with a code and by many with the names', async () => {
  const Name = `/${aws.name()}/none`;
  expect(await refused(ssm.getParameter({ Name }))).toBe('ParameterNotFound 400');
  expect(await refused(ssm.getParameterHistory({ Name }))).toBe('ParameterNotFound 400');
  expect(await refused(ssm.deleteParameter({ Name }))).toBe('ParameterNotFound 400');
  expect(await ssm.getParameters({ Names: [Name] })).toMatchObject({ Parameters: [], InvalidParameters: [Name] });
  expect(await ssm.deleteParameters({ Names: [Name] })).toMatchObject({ InvalidParameters: [Name] });
});

test('a value has to fit', async () => {
  const Name = `/${aws.name()}/KEY`;
  const put = (more: object) => refused(ssm.putParameter({ Name, Value: 'x', Type: 'String', ...more }));
  expect(await put({ Value: 'x'.repeat(4_097) })).toBe('ValidationException 400');
  expect(await put({ AllowedPattern: '\\d+' })).toBe('ParameterPatternMismatchException 400');
  expect(await put({ Name: '/aws/x' })).toMatch(/^(AccessDenied|Validation)Exception 400$/);
});

test('tags are put at first or later, never together with an overwrite', async () => {
  const Name = `/${aws.name()}/KEY`;
  const resource = { ResourceType: 'Parameter', ResourceId: Name } as const;
  await ssm.putParameter({ Name, Value: 'a', Type: 'String', Tags: [{ Key: 'a', Value: '1' }] });
  const both = { Name, Value: 'b', Overwrite: true, Tags: [{ Key: 'a', Value: '2' }] };
  expect(await refused(ssm.putParameter(both))).toBe('ValidationException 400');
  await ssm.addTagsToResource({ ...resource, Tags: [{ Key: 'b', Value: '1' }] });
  await ssm.removeTagsFromResource({ ...resource, TagKeys: ['a'] });
  expect((await ssm.listTagsForResource(resource)).TagList).toEqual([{ Key: 'b', Value: '1' }]);
});
