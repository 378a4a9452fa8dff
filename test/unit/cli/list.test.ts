import { expect, it } from 'vitest';
import type { JsonObject } from '../../../src/model/json.ts';
import { desk, type Desk } from '../../support/cli.ts';
import { definition, service, stackFile } from '../../support/project.ts';

const account = { email: 'aws+${environment}@example.com' };

/** `preview` lives in the account of `staging`, `far` in one of its own; both borrow from `staging`, and expire. */
async function project(): Promise<Desk> {
  const a = service('a');
  const services = { a: { from: 'staging' }, b: service('b', { parameters: { Lent: '${output:a.Name}' } }) };
  const given = await desk({
    'staging.yaml': definition({ a }, { account }),
    'preview.yaml': definition(services, { account: { environment: 'staging' }, expires: '2026-12-24' }),
    'far.yaml': definition(services, { account }),
    ...stackFile('a'),
    ...stackFile('b', { parameters: ['Lent'] }),
  });
  const made = await given.run('deploy staging --create --yes');
  expect(made.exit, made.stderr).toBe(0);
  return given;
}

async function listed({ run }: Desk): Promise<readonly JsonObject[]> {
  return (await run('list --output json')).json()['environments'] as readonly JsonObject[];
}

it('shows environments that were made under another name, in the account of another and in one of their own', async () => {
  const given = await project();
  expect((await given.run('deploy preview --as pr-12 --yes')).exit).toBe(0);
  expect((await given.run('deploy far --as pr-13 --create --yes')).exit).toBe(0);
  const all = await listed(given);
  const home = all.find(({ name }) => name === 'staging');
  expect(all.map(({ name, orphan }) => [name, orphan])).toEqual([
    ['far', false],
    ['preview', false],
    ['staging', false],
    ['pr-12', true],
    ['pr-13', true],
  ]);
  expect(all[3]).toMatchObject({ accountId: home?.['accountId'], region: 'eu-west-1', expires: '2026-12-24' });
  expect(all[4]).toMatchObject({ accountState: 'ACTIVE', email: 'aws+pr-13@example.com', expires: null });

  const refused = await given.run('destroy staging --yes --output json');
  expect(refused.json()).toMatchObject({ error: { code: 'Borrowed', hint: expect.stringContaining('pr-12, pr-13') } });

  expect((await given.run('destroy preview --as pr-12 --yes')).exit).toBe(0);
  expect((await listed(given)).map(({ name }) => name)).not.toContain('pr-12');
});
