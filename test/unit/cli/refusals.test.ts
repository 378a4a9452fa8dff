import { expect, it } from 'vitest';
import type { JsonObject } from '../../../src/model/json.ts';
import { desk, type Desk } from '../../support/cli.ts';
import { definition, service, stackFile } from '../../support/project.ts';

const account = { email: 'aws+${environment}@example.com' };

/** `staging` has an account of its own; `guest` lives in it and borrows; `safe` is protected. */
async function project(): Promise<Desk & { id: string }> {
  const a = service('a', { approval: 'manual' });
  const b = service('b', { parameters: { Lent: '${output:a.Name}' } });
  const given = await desk({
    'staging.yaml': definition({ a }, { account }),
    'guest.yaml': definition({ a: { from: 'staging' }, b }, { account: { environment: 'staging' } }),
    'safe.yaml': definition({ a }, { account, protected: true }),
    ...stackFile('a'),
    ...stackFile('b', { parameters: ['Lent'] }),
  });
  const made = (await given.run('create-account staging --output json')).json();
  return { ...given, id: (made as unknown as { accountId: string }).accountId };
}

async function refusal({ run }: Desk, line: string): Promise<JsonObject> {
  const { exit, json } = await run(`${line} --output json`);
  expect(exit, line).toBe(3);
  return json();
}

it('says which environment was refused, and its account where that is known', async () => {
  const given = await project();
  const { id: accountId } = given;
  expect(await refusal(given, 'deploy staging')).toMatchObject({
    environment: 'staging',
    accountId,
    error: { code: 'ApprovalRequired' },
  });
  expect(await refusal(given, 'deploy staging --approve a')).toMatchObject({
    environment: 'staging',
    accountId,
    error: { code: 'ConfirmationRequired' },
  });
  await given.run('deploy staging guest --yes --approve all');
  expect(await refusal(given, 'destroy staging --yes')).toMatchObject({
    environment: 'staging',
    error: { code: 'Borrowed', hint: 'destroy guest first, or in the same command' },
  });
  expect(await refusal(given, 'close-account staging --confirm staging')).toMatchObject({
    environment: 'staging',
    accountId,
    error: { code: 'Borrowed', hint: 'destroy guest first' },
  });
  expect(await refusal(given, 'close-account safe --confirm safe')).toMatchObject({
    environment: 'safe',
    accountId: null,
    error: { code: 'Protected' },
  });
});

it('tells several environments apart', async () => {
  const document = await refusal(await project(), 'destroy staging safe --yes');
  expect(document).toMatchObject({
    environments: [{ environment: 'staging' }, { environment: 'safe', error: { code: 'Protected' } }],
    error: { code: 'Protected' },
  });
  expect(document).not.toHaveProperty('environments.0.error');
});

it('tells once what is in the way of all of them', async () => {
  const given = await project();
  await given.run('deploy staging guest --yes --approve all');
  const document = await refusal(given, 'destroy staging guest');
  expect(document).toMatchObject({
    environments: [{ error: { code: 'ConfirmationRequired' } }, { error: { code: 'ConfirmationRequired' } }],
  });
  expect(document['errors']).toHaveLength(1);
  expect((await given.run('destroy staging guest')).stderr.match(/\[ConfirmationRequired\]/g)).toHaveLength(1);
});
