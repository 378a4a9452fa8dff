import { GetAccountInformationCommand, AccountClient } from '@aws-sdk/client-account';
import {
  DescribeOrganizationCommand,
  ListAccountsCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-organizations';
import { GetParametersByPathCommand, GetParametersCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../src/simulator/settings.ts';
import { seedOrganization } from '../../../src/simulator/seed.ts';
import { errorOf, makeWorld, MANAGEMENT, type World } from './kernel-world.ts';

const start = (rates: boolean): World => {
  const world = makeWorld({ rates });
  seedOrganization(world.state);
  return world;
};

describe('rates', () => {
  it('are kept unless they are switched off', async () => {
    expect(DEFAULT_SETTINGS.rates).toBe(true);
    const client = start(false).organizations();
    for (let count = 0; count < 50; count += 1) await client.send(new DescribeOrganizationCommand({}));
  });

  it('allow a burst and then one call for each token that drips in', async () => {
    const world = start(true);
    const describe = (): Promise<unknown> => world.organizations().send(new DescribeOrganizationCommand({}));
    await describe();
    await describe();
    expect(await errorOf(describe())).toMatchObject({ name: 'TooManyRequestsException' });
    world.pass(999);
    expect(await errorOf(describe())).toMatchObject({ name: 'TooManyRequestsException' });
    world.pass(1);
    await describe();
    world.pass(3_600_000);
    await describe();
    await describe();
    expect(await errorOf(describe())).toMatchObject({ name: 'TooManyRequestsException' });
  });

  it('are those of each operation, or of a group of them', async () => {
    const world = start(true);
    const client = world.organizations();
    const tag = { ResourceId: MANAGEMENT, Tags: [{ Key: 'a', Value: 'b' }] };
    const untag = { ResourceId: MANAGEMENT, TagKeys: ['a'] };
    for (let count = 0; count < 3; count += 1) {
      await client.send(new TagResourceCommand(tag));
      await client.send(new UntagResourceCommand(untag));
    }
    expect(await errorOf(client.send(new UntagResourceCommand(untag)))).toMatchObject({
      name: 'TooManyRequestsException',
    });
    await client.send(new ListAccountsCommand({}));
  });

  it('are those of Systems Manager: reads share one bucket, writes have another', async () => {
    const world = start(true);
    const ssm = new SSMClient(world.client());
    const read = (): Promise<unknown> => ssm.send(new GetParametersByPathCommand({ Path: '/notes' }));
    for (let count = 0; count < 40; count += 1) await read();
    const missing = ssm.send(new GetParametersCommand({ Names: ['/notes/SIZE'] }));
    expect(await errorOf(missing)).toMatchObject({ name: 'ThrottlingException', $metadata: { httpStatusCode: 400 } });
    world.pass(25);
    await read();
    const write = (Value: string): Promise<unknown> =>
      ssm.send(new PutParameterCommand({ Name: '/notes/SIZE', Value, Type: 'String', Overwrite: true }));
    for (let count = 0; count < 10; count += 1) await write(`${count}`);
    expect(await errorOf(write('late'))).toMatchObject({ name: 'ThrottlingException' });
  });

  it('are kept by other services, too', async () => {
    const account = new AccountClient(start(true).client());
    const look = (): Promise<unknown> => account.send(new GetAccountInformationCommand({}));
    for (let count = 0; count < 3; count += 1) await look();
    expect(await errorOf(look())).toMatchObject({
      name: 'TooManyRequestsException',
      $metadata: { httpStatusCode: 429 },
    });
  });
});
