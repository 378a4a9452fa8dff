import { describe, expect, it } from 'vitest';
import { accountOf } from '../../../src/aws/organizations/convert.ts';
import type { OrganizationsGateway } from '../../../src/aws/types/organizations.ts';
import type { Clock } from '../../../src/model/clock.ts';
import { createWorld, MANAGEMENT } from '../../support/world.ts';
import { refusalOf } from '../../support/thrown.ts';

async function made(
  organizations: OrganizationsGateway,
  clock: Clock,
  name: string,
  tags: Record<string, string> = {},
) {
  let creation = await organizations.createAccount({ email: `${name}@example.com`, name, role: 'Admin', tags });
  while (creation.state === 'IN_PROGRESS') {
    await clock.sleep(5_000);
    creation = await organizations.describeCreation(creation.requestId);
  }
  return creation.accountId ?? '';
}

function inWorld(options?: Parameters<typeof createWorld>[1]) {
  const { aws, clock } = createWorld({}, options).run();
  return { organizations: aws.organizations, clock };
}

describe('the organization', () => {
  it('is null where there is none, and an error for everything else', async () => {
    const { organizations } = inWorld({ organization: false });
    expect(await organizations.describeOrganization()).toBeNull();
    expect(await refusalOf(organizations.rootId())).toMatchObject({ code: 'OrganizationMissing' });
  });

  it('is made with all features, once', async () => {
    const { organizations } = inWorld({ organization: false });
    const first = await organizations.createOrganization();
    expect(first).toMatchObject({ managementAccount: MANAGEMENT, allFeatures: true });
    expect(await organizations.createOrganization()).toEqual(first);
    expect(await organizations.describeOrganization()).toEqual(first);
  });
});

describe('accounts', () => {
  it('are created, tagged, and listed with their place', async () => {
    const { organizations, clock } = inWorld();
    const request = { email: 'a@example.com', name: 'a', role: 'Admin', tags: { tier: 'test' } };
    const creation = await organizations.createAccount(request);
    expect(creation).toMatchObject({ name: 'a', state: 'IN_PROGRESS', accountId: null, failureReason: null });
    expect(await organizations.creationsInProgress()).toEqual([creation]);
    await clock.sleep(60_000);
    expect(await organizations.creationsInProgress()).toEqual([]);
    const { accountId } = await organizations.describeCreation(creation.requestId);
    const root = await organizations.rootId();
    expect(await organizations.describeAccount(accountId ?? '')).toMatchObject({
      id: accountId,
      email: 'a@example.com',
      state: 'ACTIVE',
      path: [root],
    });
    expect(await organizations.parentOf(accountId ?? '')).toBe(root);
    expect(await organizations.tagsOf(accountId ?? '')).toEqual({ tier: 'test' });
  });

  it('are listed over all pages', async () => {
    const { aws, clock } = createWorld({ accountQuota: 50 }).run();
    for (let i = 0; i < 22; i += 1) await made(aws.organizations, clock, `a${String(i)}`);
    const accounts = await aws.organizations.listAccounts();
    expect(new Set(accounts.map(({ id }) => id)).size).toBe(23);
  });

  it('that nobody knows are null', async () => {
    expect(await inWorld().organizations.describeAccount('999999999999')).toBeNull();
  });

  it('are tagged and untagged', async () => {
    const { organizations, clock } = inWorld();
    const id = await made(organizations, clock, 'a', { a: '1', b: '2' });
    await organizations.tagAccount(id, { a: '3', c: '4' });
    await organizations.untagAccount(id, ['b']);
    await organizations.tagAccount(id, {});
    await organizations.untagAccount(id, []);
    expect(await organizations.tagsOf(id)).toEqual({ a: '3', c: '4' });
  });

  it('are moved, also when they are there already', async () => {
    const { organizations, clock } = inWorld();
    const id = await made(organizations, clock, 'a');
    const root = await organizations.rootId();
    const unit = await organizations.createUnit(root, 'Workloads');
    await organizations.moveAccount(id, root, unit.id);
    await organizations.moveAccount(id, root, unit.id);
    await organizations.moveAccount(id, unit.id, unit.id);
    expect(await organizations.parentOf(id)).toBe(unit.id);
  });

  it('are closed once, and slowly', async () => {
    const { organizations, clock } = inWorld();
    const id = await made(organizations, clock, 'a');
    expect(await organizations.closeAccount(id)).toBe('accepted');
    expect(await organizations.closeAccount(id)).toBe('already');
    await clock.sleep(3_600_000);
    expect(await organizations.closeAccount(id)).toBe('already');
    expect((await organizations.describeAccount(id))?.state).not.toBe('ACTIVE');
  });
});

describe('units', () => {
  it('are made once', async () => {
    const { organizations } = inWorld();
    const root = await organizations.rootId();
    const [one, two] = await Promise.all([
      organizations.createUnit(root, 'Workloads'),
      organizations.createUnit(root, 'Workloads'),
    ]);
    expect(two).toEqual(one);
    expect(await organizations.unitsBelow(root)).toEqual([one]);
    expect(await organizations.unitsBelow(one.id)).toEqual([]);
  });
});

describe('accountOf', () => {
  it.each([
    [{ State: 'CLOSED', Status: 'SUSPENDED' } as const, 'CLOSED'],
    [{ State: 'SUSPENDED' } as const, 'SUSPENDED'],
    [{ Status: 'SUSPENDED' } as const, 'SUSPENDED'],
    [{ Status: 'PENDING_CLOSURE' } as const, 'PENDING_CLOSURE'],
  ])('reads the state of %j as %s', (given, state) => {
    expect(accountOf(given).state).toBe(state);
  });

  it.each([
    [undefined, null],
    [[], null],
    [['o-abc/r-1/111111111111/'], ['r-1']],
    [['o-abc/r-1/ou-1-a/ou-1-b/111111111111/'], ['r-1', 'ou-1-a', 'ou-1-b']],
  ])('reads the place from %j', (Paths, path) => {
    expect(accountOf(Paths ? { Paths } : {}).path).toEqual(path);
  });
});
