import { describe, expect, it } from 'vitest';
import { addRole } from '../../../src/simulator/iam/store.ts';
import { MANAGEMENT, START, createWorld, type World } from '../../support/world.ts';

const ACCESS = { account: MANAGEMENT, role: null, externalId: null, profile: null, young: false, region: 'eu-west-1' };
const USER = `arn:aws:iam::${MANAGEMENT}:user/admin`;

function statement(Effect: string, Action: string | readonly string[], more: object = {}): object {
  return { Effect, Action, Resource: '*', ...more };
}

/** A role in the management account with these statements; answers its ARN. */
function role(world: World, statements: readonly object[], managed: string[] = []): string {
  const inline = { mine: JSON.stringify({ Version: '2012-10-17', Statement: statements }) };
  return addRole(world.simulator.state, MANAGEMENT, { name: 'ci', trust: '{}', inline, managed }, START).arn;
}

describe('what a role may not do', () => {
  it.each([
    ['nothing is allowed', [], ['s3:GetObject', 'sts:AssumeRole']],
    ['something is allowed', [statement('Allow', 's3:*')], ['sts:AssumeRole']],
    ['something is denied', [statement('Allow', '*'), statement('Deny', 'sts:*')], ['sts:AssumeRole']],
    [
      'what is allowed is allowed for one resource only',
      [statement('Allow', '*', { Resource: 'arn:aws:s3:::mine' })],
      ['s3:GetObject', 'sts:AssumeRole'],
    ],
  ])('where %s', async (_, statements, denied) => {
    const world = createWorld();
    const arn = role(world, statements);
    const iam = (await world.run().aws.enter(ACCESS)).iam();
    expect(await iam.denied(arn, ['s3:GetObject', 'sts:AssumeRole'])).toEqual(denied);
  });

  it('is nothing for an administrator, and for a user', async () => {
    const world = createWorld();
    const arn = role(world, [], ['arn:aws:iam::aws:policy/AdministratorAccess']);
    const iam = (await world.run().aws.enter(ACCESS)).iam();
    expect(await iam.denied(arn, ['s3:GetObject'])).toEqual([]);
    expect(await iam.denied(USER, ['s3:GetObject'])).toEqual([]);
  });

  it('is told of more actions than one request takes, in their order', async () => {
    const world = createWorld();
    const arn = role(world, [statement('Allow', 'test:Action7')]);
    const actions = Array.from({ length: 120 }, (_, index) => `test:Action${index}`);
    const iam = (await world.run().aws.enter(ACCESS)).iam();
    expect(await iam.denied(arn, actions)).toEqual(actions.filter((action) => action !== 'test:Action7'));
  });

  it('cannot be told of a role that is not there', async () => {
    const iam = (await createWorld().run().aws.enter(ACCESS)).iam();
    await expect(iam.denied(`arn:aws:iam::${MANAGEMENT}:role/none`, ['s3:GetObject'])).rejects.toThrow(
      'does not exist',
    );
  });
});

describe('AWS’s clock', () => {
  it('is compared with that of this machine', async () => {
    expect(Math.abs(await createWorld().run().aws.ahead())).toBeLessThanOrEqual(1_000);
  });
});
