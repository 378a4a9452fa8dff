import { GetAccountInformationCommand, AccountClient } from '@aws-sdk/client-account';
import {
  DescribeOrganizationCommand,
  ListAccountsCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-organizations';
import { describe, expect, it } from 'vitest';
import { seedOrganization } from '../../../src/simulator/seed.ts';
import { errorOf, makeWorld, MANAGEMENT, type World } from './kernel-world.ts';

const start = (rates: boolean): World => {
  const world = makeWorld({ rates });
  seedOrganization(world.state);
  return world;
};

describe('rates', () => {
  it('are not kept unless they are asked for', async () => {
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
