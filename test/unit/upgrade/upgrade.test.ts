import { cp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { SimulatorState } from '../../../src/simulator/state.ts';
import { deskAt, type Desk } from '../../support/cli.ts';
import { folder } from '../../support/folder.ts';
import { createWorld } from '../../support/world.ts';

/**
 * What older versions left behind, by version: the definitions, the state of the embedded AWS after a deployment (with its
 * stacks, tags, parameters, records and the lock), and a plan that was saved for a change of service `a`.
 */
const RECORDED = fileURLToPath(new URL('../../fixtures/upgrade/', import.meta.url));

async function recorded(version: string): Promise<Desk> {
  const root = await folder({});
  await cp(join(RECORDED, version), root, { recursive: true });
  const state = JSON.parse(await readFile(join(root, 'simulator.json'), 'utf8')) as SimulatorState;
  return deskAt(root, createWorld({}, { state }));
}

describe.each(await readdir(RECORDED))('what version %s left behind', (version) => {
  it('is understood: the same stacks, parameters and deployments', async () => {
    const { run } = await recorded(version);
    expect((await run('status dev --output json')).json()).toMatchObject({
      lock: null,
      services: [
        { service: 'a', stack: 'notes-dev-a', status: 'CREATE_COMPLETE' },
        { service: 'b', stack: 'notes-dev-b', status: 'CREATE_COMPLETE' },
      ],
    });
    expect((await run('history dev --output json')).json()).toMatchObject({ deployments: [{ outcome: 'succeeded' }] });
    const config = await run('config show dev --output json');
    expect(config.json()).toMatchObject({ services: [{ service: 'a', runtime: expect.any(Array) as unknown }, {}] });
    expect(config.stdout).toContain('"7"');
  });

  it('is no change, but for the one that is pending', async () => {
    const { run } = await recorded(version);
    const { services, runtime } = (await run('plan dev --output json')).json() as {
      services: { service: string; action: string }[];
      runtime: { action: string }[];
    };
    expect(services.map(({ service, action }) => `${service} ${action}`)).toEqual(['a update', 'b none']);
    expect(runtime.filter(({ action }) => action !== 'none')).toEqual([]);
    const baseline = await run('bootstrap dev --output json');
    expect(baseline.json()).toMatchObject({ outcome: 'unchanged' });
  });

  it('is deployed by the plan that was saved', async () => {
    const { run } = await recorded(version);
    const deployed = await run('deploy --plan pending.plan --yes --output json');
    expect(deployed.exit, deployed.stdout).toBe(0);
    expect(deployed.json()).toMatchObject({ outcome: 'succeeded' });
  });

  // The template of that plan lacks the mark of run-time values that templates have now (`template/restart.ts`).
  it('gets the mark of its run-time values with the next deployment, and nothing else; then nothing is left to do', async () => {
    const { run } = await recorded(version);
    await run('deploy --plan pending.plan --yes --output json');
    const { services } = (await run('plan dev --output json')).json() as {
      services: { service: string; resources: { action: string; properties: { name: string }[] }[] }[];
    };
    const changes = services.flatMap(({ service, resources }) =>
      resources.flatMap(({ action, properties }) => properties.map(({ name }) => `${service} ${action} ${name}`)),
    );
    expect(changes).toEqual(['a Modify Metadata']);
    expect((await run('deploy dev --yes')).exit).toBe(0);
    expect((await run('plan dev --detailed-exitcode')).exit).toBe(0);
  });
});
