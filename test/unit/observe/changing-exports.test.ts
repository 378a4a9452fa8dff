import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/model/json.ts';
import { desk } from '../../support/cli.ts';
import { definition, service, stackFile } from '../../support/project.ts';
import { small } from '../../support/templates.ts';

const named = (name: string, value = 'x') => ({
  ...small({ exports: 'a-Name' }),
  Resources: { Setting: { Type: 'AWS::SSM::Parameter', Properties: { Name: name, Type: 'String', Value: value } } },
});

async function imported(a: JsonObject, parameters: JsonObject = {}) {
  const one = await desk({
    'dev.yaml': definition({ a: service('a', { parameters }), b: service('b') }),
    'stack/a.json': a,
    ...stackFile('b', { value: { 'Fn::ImportValue': 'a-Name' } }),
  });
  expect((await one.run('deploy dev --yes')).exit).toBe(0);
  return one;
}

describe('an export that is imported', () => {
  it('is found to change before anything starts when its resource is replaced, with the property that causes it', async () => {
    const { run, write } = await imported(named('/one'));
    await write({ 'stack/a.json': named('/two') });
    const refused = await run('deploy dev --yes --output json');
    expect(refused.exit).toBe(3);
    expect(refused.json()['error']).toMatchObject({
      code: 'Borrowed',
      message:
        'service "a" would change the value of its export a-Name (Setting is replaced: Name), which notes-dev-b imports',
      hint: expect.stringContaining('first deploy b') as string,
    });
  });

  it('is found to change with a parameter', async () => {
    const withStage = { ...small({ parameters: ['Stage'], exports: 'a-Name' }) };
    const outputs = { Name: { Value: { Ref: 'Stage' }, Export: { Name: 'a-Name' } } };
    const { run, write } = await imported({ ...withStage, Outputs: outputs }, { Stage: 'one' });
    await write({ 'dev.yaml': definition({ a: service('a', { parameters: { Stage: 'two' } }), b: service('b') }) });
    expect((await run('plan dev --output json')).json()['error']).toMatchObject({
      code: 'Borrowed',
      message: expect.stringContaining('parameter Stage changes') as string,
    });
  });

  it('is found to change with what its template says', async () => {
    const said = (value: string): JsonObject => ({
      ...small(),
      Outputs: { Name: { Value: { 'Fn::Sub': `${value}.\${AWS::Region}` }, Export: { Name: 'a-Name' } } },
    });
    const { run, write } = await imported(said('one'));
    await write({ 'stack/a.json': { ...said('one'), Description: 'more' } });
    expect((await run('plan dev --output json')).exit).toBe(0);
    await write({ 'stack/a.json': said('two') });
    const refused = await run('deploy dev --yes --output json');
    expect(refused.exit).toBe(3);
    expect(refused.json()['error']).toMatchObject({
      code: 'Borrowed',
      message: expect.stringContaining('a-Name (its template gives another one), which notes-dev-b imports') as string,
    });
  });

  it('is explained where only the deployment shows that it changes', async () => {
    const given = { ...small({ parameters: ['Up'], exports: 'a-Name' }) };
    const a = { ...given, Outputs: { Name: { Value: { Ref: 'Up' }, Export: { Name: 'a-Name' } } } };
    const up = (value: string): JsonObject => ({
      ...small({ value }),
      Outputs: { Value: { Value: { 'Fn::GetAtt': ['Setting', 'Value'] } } },
    });
    const one = await desk({
      'dev.yaml': definition({
        up: service('up'),
        a: service('a', { parameters: { Up: '${output:up.Value}' } }),
        b: service('b'),
      }),
      'stack/up.json': up('one'),
      'stack/a.json': a,
      ...stackFile('b', { value: { 'Fn::ImportValue': 'a-Name' } }),
    });
    expect((await one.run('deploy dev --yes')).exit).toBe(0);
    await one.write({ 'stack/up.json': up('two') });
    const failed = await one.run('deploy dev --yes --output json');
    expect(failed.exit).toBe(1);
    expect(failed.json()['error']).toMatchObject({
      code: 'StackFailed',
      message: expect.stringContaining('Export a-Name cannot be updated as it is in use by notes-dev-b') as string,
      hint: expect.stringContaining('two steps: first deploy notes-dev-b with the present value') as string,
    });
  });

  it('is no obstacle to a change that leaves its value alone', async () => {
    const { run, write } = await imported(named('/one'));
    await write({ 'stack/a.json': named('/one', 'other') });
    expect((await run('deploy dev --yes')).exit).toBe(0);
  });
});

describe('an export name that another stack has', () => {
  it('is found before anything starts when a service is renamed, with the steps that work', async () => {
    const { run, write } = await imported(named('/one'));
    await write({ 'dev.yaml': definition({ renamed: { template: '../stack/a.json' }, b: service('b') }) });
    const refused = await run('deploy dev --yes --prune --output json');
    expect(refused.exit).toBe(3);
    expect(refused.json()['error']).toMatchObject({
      code: 'NotOwned',
      message: 'service "renamed" would export a-Name, which stack notes-dev-a exports already',
      hint: expect.stringContaining('keep calling the service "a"') as string,
    });
  });

  it('is found between services that stay, too', async () => {
    const { run, write } = await imported(named('/one'));
    await write({
      'dev.yaml': definition({ a: service('a'), b: service('b'), c: service('c') }),
      'stack/a.json': small(),
      ...stackFile('c', { exports: 'a-Name' }),
    });
    expect((await run('plan dev --output json')).stdout).toContain('which stack notes-dev-a exports already');
  });
});
