import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateAccountCommand,
  CreateOrganizationCommand,
  DescribeOrganizationCommand,
  ListAccountsCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, describe, expect, it } from 'vitest';
import { openSimulatorFile } from '../../../src/simulator/file.ts';
import { serveSimulator, type SimulatorServer } from '../../../src/simulator/server.ts';
import { createSimulator } from '../../../src/simulator/simulator.ts';
import { errorOf, KEY, makeWorld } from './kernel-world.ts';

const servers: SimulatorServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

const settings = (url: string): { region: string; endpoint: string; credentials: typeof KEY; maxAttempts: number } => ({
  region: 'eu-west-1',
  endpoint: url,
  credentials: KEY,
  maxAttempts: 1,
});

describe('serveSimulator', () => {
  it('shows the world of the handler over HTTP', async () => {
    const world = makeWorld();
    const server = await serveSimulator(world.simulator);
    servers.push(server);
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    await world.organizations().send(new CreateOrganizationCommand({}));
    const client = new OrganizationsClient(settings(server.url));
    const { Organization } = await client.send(new DescribeOrganizationCommand({}));
    expect(Organization?.MasterAccountId).toBe('123456789012');
    const caller = await new STSClient(settings(server.url)).send(new GetCallerIdentityCommand({}));
    expect(caller.Account).toBe('123456789012');
  });

  it('gives errors as AWS does', async () => {
    const server = await serveSimulator(makeWorld().simulator);
    servers.push(server);
    const error = await errorOf(
      new OrganizationsClient(settings(server.url)).send(new DescribeOrganizationCommand({})),
    );
    expect(error).toMatchObject({ name: 'AWSOrganizationsNotInUseException', $metadata: { httpStatusCode: 400 } });
  });

  it('says which port cannot be used', async () => {
    const server = await serveSimulator(makeWorld().simulator);
    servers.push(server);
    const port = Number(new URL(server.url).port);
    const error = await errorOf(serveSimulator(makeWorld().simulator, { port }));
    expect(error).toMatchObject({ code: 'UsageInvalid', message: `port ${String(port)} of 127.0.0.1 cannot be used` });
  });
});

describe('a world in a file', () => {
  it('goes on in the next process, with what was still to happen', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'simulator-')), 'simulator.json');
    const first = await openSimulatorFile(path);
    const before = makeWorld({}, first.state, first.save);
    await before.organizations().send(new CreateOrganizationCommand({}));
    await before.organizations().send(new CreateAccountCommand({ Email: 'a@example.com', AccountName: 'a' }));
    first.close();

    const second = await openSimulatorFile(path);
    const after = makeWorld({}, second.state, second.save);
    after.pass(60_000);
    const { Accounts } = await after.organizations().send(new ListAccountsCommand({}));
    expect(Accounts?.map(({ Name }) => Name)).toEqual(['management', 'a']);
    second.close();
  });

  it('with a task that this version does not know is not pretended to go on', async () => {
    const world = makeWorld();
    world.state.queue.push({ due: 0, order: 1, service: 'organizations', kind: 'unheard-of', data: {} });
    await expect(
      createSimulator({ state: world.state }).handle({
        method: 'GET',
        hostname: '',
        path: '/',
        query: {},
        headers: {},
        body: new Uint8Array(),
      }),
    ).rejects.toThrow('no task organizations:unheard-of');
  });
});
