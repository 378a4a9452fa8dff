import { describe, expect, it } from 'vitest';
import type { WireResponse } from '../../../src/simulator/service.ts';
import { createWorld, credentialsFor, MANAGEMENT, type World } from '../../support/world.ts';

interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | null;
}

function ask({ simulator }: World, keys: Keys | null, more: Record<string, string> = {}): Promise<WireResponse> {
  const session = keys && {
    sessionId: keys.accessKeyId,
    sessionKey: keys.secretAccessKey,
    sessionToken: keys.sessionToken,
  };
  const query = { Action: 'getSigninToken', Session: session ? JSON.stringify(session) : 'nothing', ...more };
  const hostname = 'signin.aws.amazon.com';
  return simulator.handle({ method: 'GET', hostname, path: '/federation', query, headers: {}, body: new Uint8Array() });
}

/** Credentials of a role that a user of the management account entered, or one who came by a role. */
async function assumed(world: World, chained: boolean): Promise<Keys> {
  const run = world.run(chained ? { credentials: credentialsFor(world, MANAGEMENT, 'sso') } : {});
  const { account } = await run.aws.organizations
    .createAccount({ email: 'a@example.com', name: 'a', role: 'Admin', tags: {} })
    .then(async ({ requestId }) => {
      await run.clock.sleep(60_000);
      return { account: (await run.aws.organizations.describeCreation(requestId)).accountId ?? '' };
    });
  const role = `arn:aws:iam::${account}:role/Admin`;
  const gateways = await run.aws.enter({
    account,
    role,
    externalId: null,
    profile: null,
    young: false,
    region: 'eu-west-1',
  });
  return gateways.credentials();
}

describe('the sign-in service', () => {
  it.each([false, true])('gives a token for a role, got by a role: %s', async (chained) => {
    const world = createWorld();
    const response = await ask(world, await assumed(world, chained));
    expect(response.status).toBe(200);
    expect(JSON.parse(Buffer.from(response.body).toString())).toEqual({ SigninToken: expect.any(String) as string });
  });

  it.each([
    { chained: false, SessionDuration: '43200', status: 200 },
    { chained: false, SessionDuration: '899', status: 400 },
    { chained: false, SessionDuration: '43201', status: 400 },
    { chained: true, SessionDuration: '3600', status: 400 },
  ])('answers $status to $SessionDuration seconds, chained: $chained', async ({ chained, SessionDuration, status }) => {
    const world = createWorld();
    expect((await ask(world, await assumed(world, chained), { SessionDuration })).status).toBe(status);
  });

  it.each([
    ['long-term keys', { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x', sessionToken: null }],
    ['keys that it has not issued', { accessKeyId: 'ASIAIOSFODNN7EXAMPLE', secretAccessKey: 'x', sessionToken: 'y' }],
    ['what is no session', null],
  ])('refuses %s', async (_, keys) => {
    expect((await ask(createWorld(), keys)).status).toBe(400);
  });
});
