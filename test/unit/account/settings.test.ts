import { HttpResponse } from '@smithy/protocol-http';
import { Readable } from 'node:stream';
import { beforeEach, describe, expect, it } from 'vitest';
import { createAccount } from '../../../src/execute/account/create.ts';
import type { AccountOutcome } from '../../../src/model/account.ts';
import type { Contact, Environment } from '../../../src/model/environment.ts';
import type { Run } from '../../../src/model/run.ts';
import { observeAccount } from '../../../src/observe/account.ts';
import { planAccount } from '../../../src/plan/account.ts';
import { settingsOf } from '../../../src/simulator/account/store.ts';
import type { SimulatorHandler } from '../../../src/simulator/handler.ts';
import { slice } from '../../../src/simulator/state.ts';
import { environment, member } from '../../support/environment.ts';
import { killingHandler } from '../../support/killing-handler.ts';
import { refusalOf } from '../../support/thrown.ts';
import { createWorld, members, type World } from '../../support/world.ts';

const EMMA: Contact = { name: 'Emma', title: 'Security', email: 'emma@example.com', phone: '+44 20 7946 0000' };
const LI: Contact = { ...EMMA, name: 'Li' };
const PLAIN = environment();
const RENAMED = environment(member({ name: 'notes-renamed', contacts: { security: EMMA, billing: LI } }));

async function create(defined: Environment, run: Run): Promise<AccountOutcome> {
  const observation = await observeAccount(defined, run, 'manage');
  return createAccount(defined, observation, run, { createOrganization: false, adopt: false });
}

function nameAndContacts(world: World): unknown {
  const [account] = members(world);
  return { name: account?.name, ...settingsOf(world.simulator.state, account?.id ?? '').contacts };
}

const AS_DEFINED = { name: 'notes-renamed', SECURITY: EMMA, BILLING: LI };

function accountCalls(run: Run): string[] {
  return Object.keys(run.aws.calls.byOperation()).filter((call) => call.startsWith('account:'));
}

let world: World;
beforeEach(() => {
  world = createWorld();
});

describe('name and contacts of an account', () => {
  it('are given to a new account', async () => {
    expect(await create(RENAMED, world.run())).toMatchObject({ outcome: 'created', name: 'notes-renamed' });
    expect(nameAndContacts(world)).toEqual(AS_DEFINED);
  });

  it('are changes of one that is there, planned before they are made, and made once', async () => {
    await create(PLAIN, world.run());
    const before = await observeAccount(RENAMED, world.run(), 'manage');
    expect(planAccount(RENAMED, before)).toMatchObject({ action: 'update', changes: ['rename', 'contact'] });
    expect(await create(RENAMED, world.run())).toMatchObject({ outcome: 'existing', name: 'notes-renamed' });
    expect(nameAndContacts(world)).toEqual(AS_DEFINED);
    const again = world.run();
    await create(RENAMED, again);
    expect(accountCalls(again)).toEqual(['account:GetAlternateContact']);
    expect(planAccount(RENAMED, await observeAccount(RENAMED, world.run(), 'manage')).action).toBe('none');
  });

  it('are nobody’s business where the definition says nothing of them', async () => {
    const first = world.run();
    await create(PLAIN, first);
    const again = world.run();
    await create(PLAIN, again);
    expect([...accountCalls(first), ...accountCalls(again)]).toEqual([]);
  });

  it('that the definition leaves out stay as they are', async () => {
    await create(RENAMED, world.run());
    await create(environment(member({ name: 'notes-renamed', contacts: { billing: EMMA } })), world.run());
    expect(nameAndContacts(world)).toEqual({ ...AS_DEFINED, BILLING: EMMA });
  });

  it.each(['before', 'after'] as const)(
    'are as they should be, whichever request a run was killed %s',
    async (when) => {
      const undisturbed = createWorld();
      await create(PLAIN, undisturbed.run());
      const run = undisturbed.run();
      await create(RENAMED, run);
      for (let calls = 0; calls < run.aws.calls.total(); calls += 1) {
        const other = createWorld();
        await create(PLAIN, other.run());
        const dying = other.run({ wrap: (handler) => killingHandler(handler, calls, when) });
        await expect(create(RENAMED, dying), `${when} call ${calls}`).rejects.toThrow();
        await create(RENAMED, other.run());
        expect(nameAndContacts(other), `${when} call ${calls}`).toEqual(AS_DEFINED);
        expect(members(other)).toHaveLength(1);
      }
    },
  );
});

describe('where a policy forbids changes inside the account', () => {
  const settle = async (): Promise<void> => {
    await create(PLAIN, world.run());
    await world.run().clock.sleep(3_600_000);
  };

  it('they are made from the management account, when the organization trusts the service', async () => {
    await settle();
    slice<Record<string, number>>(world.simulator.state, 'organizations-service-access', () => ({}))[
      'account.amazonaws.com'
    ] = 0;
    await create(RENAMED, world.run({ wrap: forbidChanges }));
    expect(nameAndContacts(world)).toEqual(AS_DEFINED);
  });

  it('and where it does not, what to allow is told', async () => {
    await settle();
    expect(await refusalOf(create(RENAMED, world.run({ wrap: forbidChanges })))).toMatchObject({
      code: 'AccessDenied',
      message: expect.stringContaining('account:PutAccountName') as string,
      hint: expect.stringContaining('enable-aws-service-access --service-principal account.amazonaws.com') as string,
      at: PLAIN.account.at,
    });
  });
});

/** What a service control policy on the account does: it binds the account's own roles, not the management account. */
function forbidChanges(handler: SimulatorHandler): SimulatorHandler {
  return {
    ...handler,
    handle: async (request, options) => {
      const inside = request.path.startsWith('/put') && !Buffer.from(request.body as Uint8Array).includes('AccountId');
      if (!inside) return handler.handle(request, options);
      const body = Readable.from([Buffer.from('{"message":"explicit deny in a service control policy"}')]);
      const headers = { 'content-type': 'application/json', 'x-amzn-errortype': 'AccessDeniedException' };
      return { response: new HttpResponse({ statusCode: 403, headers, body }) };
    },
  };
}
