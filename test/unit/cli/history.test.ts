import { describe, expect, it } from 'vitest';
import { desk, type Desk } from '../../support/cli.ts';
import { definition, service, stackFile } from '../../support/project.ts';
import { failing } from '../../support/templates.ts';

function project(): Promise<Desk> {
  return desk({ 'dev.yaml': definition({ a: service('a') }), ...stackFile('a') });
}

describe('history', () => {
  it('is empty before the first deployment', async () => {
    const { run } = await project();
    expect((await run('history dev --output json')).json()).toEqual({ environment: 'dev', deployments: [] });
    expect((await run('history dev')).stdout).toContain('has not been deployed yet');
  });

  it('tells of each deployment, the latest first, failed ones too', async () => {
    const { run, write } = await project();
    await run('deploy dev --yes');
    await write(stackFile('a', { value: 'broken', more: failing() }));
    await run('deploy dev --yes', { user: 'ci', hostname: 'runner' });
    const { deployments } = (await run('history dev --output json')).json();
    expect(deployments).toEqual([
      {
        id: expect.any(String) as string,
        at: expect.stringMatching(/^2026-11-21T10:/) as string,
        by: 'ci',
        host: 'runner',
        commit: null,
        digest: expect.any(String) as string,
        to: null,
        outcome: 'failed',
        seconds: expect.any(Number) as number,
        services: [{ service: 'a', region: 'eu-west-1', outcome: 'failed' }],
      },
      expect.objectContaining({
        by: 'emma',
        outcome: 'succeeded',
        services: [{ service: 'a', region: 'eu-west-1', outcome: 'created' }],
      }) as object,
    ]);
    const { stdout } = await run('history dev --limit 1');
    expect(stdout).toContain('ci@runner');
    expect(stdout).not.toContain('emma');
  });

  it('is no deployment itself', async () => {
    const { run } = await project();
    await run('deploy dev --yes');
    await run('deploy dev --yes');
    await run('history dev');
    expect((await run('history dev --output json')).json()['deployments']).toHaveLength(1);
  });
});

describe('list --long', () => {
  it('tells of the last deployment of each environment', async () => {
    const one = await desk({
      'dev.yaml': definition({ a: service('a') }),
      'empty.yaml': definition({ a: service('a') }),
      'nobody.yaml': { project: 'notes', region: 'eu-west-1', account: { email: 'aws+nobody@example.com' } },
      ...stackFile('a'),
    });
    await one.run('deploy dev --yes');
    const { environments } = (await one.run('list --long --output json')).json();
    expect(environments).toMatchObject([
      {
        name: 'dev',
        lastDeployment: { by: 'emma', commit: null, outcome: 'succeeded', at: expect.any(String) as string },
      },
      { name: 'empty', lastDeployment: null },
      { name: 'nobody', lastDeployment: null },
    ]);
    const text = (await one.run('list --long')).stdout;
    expect(text).toMatch(/succeeded 2026-11-21 \d\d:\d\d by emma/);
    // What is nowhere has no column.
    expect(text.split('\n')[0]).toMatch(/^environment +account +state +region +e-mail +last deployment$/);
    const short = (await one.run('list --output json')).json()['environments'];
    expect(short).not.toMatchObject([{ lastDeployment: expect.anything() as unknown }]);
  });
});
