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

  it('is no obstacle to a change that leaves its value alone', async () => {
    const { run, write } = await imported(named('/one'));
    await write({ 'stack/a.json': named('/one', 'other') });
    expect((await run('deploy dev --yes')).exit).toBe(0);
  });
});
