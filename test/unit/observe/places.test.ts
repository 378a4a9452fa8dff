import { describe, expect, it } from 'vitest';
import { desk, type Desk } from '../../support/cli.ts';
import { definition, service, stackFile } from '../../support/project.ts';

const FAR = 'us-east-1';

describe('regions', () => {
  it('each have their stack, parameters and artifact bucket', async () => {
    const one = await desk({
      'dev.yaml': definition({ a: service('a', { regions: ['eu-west-1', FAR], runtime: { SIZE: '1' } }) }),
      ...stackFile('a'),
    });
    const done = await one.run('deploy dev --yes --output json');
    expect(done.json()['services']).toMatchObject([
      { service: 'a', region: 'eu-west-1', outcome: 'created' },
      { service: 'a', region: FAR, outcome: 'created' },
    ]);
    expect((await one.run('plan dev --detailed-exitcode')).exit).toBe(0);
    expect((await one.run('destroy dev --yes')).exit).toBe(0);
  });

  it('that are added later get what they lack', async () => {
    const one = await desk({ 'dev.yaml': definition({ a: service('a') }), ...stackFile('a') });
    await one.run('deploy dev --yes');
    await one.write({ 'dev.yaml': definition({ a: service('a', { regions: ['eu-west-1', FAR] }) }) });
    const done = await one.run('deploy dev --yes --output json');
    expect(done.exit).toBe(0);
    expect(done.json()['services']).toMatchObject([{ outcome: 'unchanged' }, { region: FAR, outcome: 'created' }]);
  });

  it('the home region of what is deployed does not move', async () => {
    const one = await desk({ 'dev.yaml': definition({ a: service('a') }), ...stackFile('a') });
    await one.run('deploy dev --yes');
    await one.write({ 'dev.yaml': definition({ a: service('a') }, { region: FAR }) });
    const refused = await one.run('deploy dev --yes --output json');
    expect(refused.exit).toBe(3);
    expect(refused.json()['error']).toMatchObject({
      code: 'WrongAccount',
      hint: expect.stringContaining('eu-west-1') as string,
    });
  });

  it('come from the option, then from the environment, where the definition names none', async () => {
    const { region: _, ...nowhere } = definition({ a: service('a') });
    const one = await desk({ 'dev.yaml': nowhere, ...stackFile('a') });
    const regionOf = async (line: string, env = {}): Promise<unknown> =>
      (await one.run(`${line} --output json`, { env })).json()['services'];
    expect((await one.run('validate dev')).exit).toBe(4);
    expect(await regionOf('plan dev', { AWS_REGION: FAR })).toMatchObject([{ region: FAR }]);
    expect(await regionOf('plan dev --region sa-east-1', { AWS_REGION: FAR })).toMatchObject([{ region: 'sa-east-1' }]);
  });
});

describe('status', () => {
  it('tells health, addresses and what is not there', async () => {
    const one: Desk = await desk({
      'dev.yaml': definition({ a: service('a', { health: '${output:a.Url}/health' }), b: service('b') }),
      'stack/a.json': {
        Resources: { P: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: 'x' } } },
        Outputs: { Url: { Value: 'https://a.example.com' } },
      },
      ...stackFile('b'),
    });
    await one.run('deploy dev --yes --only a');
    const asked: string[] = [];
    const status = await one.run('status dev --output json', {
      probe: async (url) => {
        asked.push(url);
        return 'failing';
      },
    });
    expect(asked).toEqual(['https://a.example.com/health']);
    expect(status.json()).toMatchObject({
      accountId: '123456789012',
      services: [
        { service: 'a', status: 'CREATE_COMPLETE', health: 'failing', urls: ['https://a.example.com'] },
        { service: 'b', status: 'ABSENT', health: null, urls: [] },
      ],
      lock: null,
    });
  });
});
