import { describe, expect, it } from 'vitest';
import { seedAccount } from '../../../src/simulator/seed.ts';
import { desk, type Desk } from '../../support/cli.ts';
import type { Files } from '../../support/folder.ts';
import { service, stackFile } from '../../support/project.ts';
import { wire, type Wire } from '../../support/requests.ts';
import { createWorld } from '../../support/world.ts';

const SERVICES = ['auth', 'database', 'notes', 'uploads', 'users'];
const ENVIRONMENTS = ['e0', 'e1', 'e2'];
const EACH = `${ENVIRONMENTS.join(' ')} --output json --quiet`;

type Account = (index: number) => Record<string, string>;

const byId: Account = (index) => ({ id: String(300_000_000_000 + index) });
const byEmail: Account = (index) => ({ email: `aws+e${index}@example.com` });

/** Three environments of five services, in which the baseline is in place and nothing is deployed. */
async function prepared(account: Account): Promise<Desk> {
  const world = createWorld();
  const files: Files = Object.assign({}, ...SERVICES.map((name) => stackFile(name))) as Files;
  const needs: Record<string, string[]> = {
    notes: ['database', 'uploads'],
    users: ['database'],
    auth: ['users', 'notes'],
  };
  const services = Object.fromEntries(SERVICES.map((name) => [name, service(name, { dependsOn: needs[name] ?? [] })]));
  const definitions = Object.fromEntries(
    ENVIRONMENTS.map((name, index) => [
      `${name}.yaml`,
      { project: 'notes', region: 'eu-west-1', account: account(index), services },
    ]),
  );
  const made = await desk({ ...files, ...definitions }, world);
  if (account === byId)
    for (const [index, name] of ENVIRONMENTS.entries()) {
      const member = { email: `${name}@example.com`, name };
      seedAccount(world.simulator.state, { id: byId(index)['id'] ?? '', member });
    }
  else expect(await made.run(`create-account ${EACH}`)).toMatchObject({ exit: 0 });
  expect(await made.run(`bootstrap ${EACH}`)).toMatchObject({ exit: 0 });
  return made;
}

async function calls({ run }: Desk, line: string): Promise<Wire> {
  const seen = wire();
  expect(await run(line, { aws: { wrap: seen.wrap } })).toMatchObject({ exit: 0 });
  return seen;
}

/** AWS's copy of the tags of all accounts has got what was tagged before. */
const A_MINUTE = 60_000;

/** Calls that are made once for an environment, and once for a run; docs/performance.md derives them. */
describe.each([
  { found: 'by id', account: byId, each: 4, once: 1 },
  { found: 'by e-mail', account: byEmail, each: 4, once: 4 },
])('environments that are found $found', ({ account, each, once }) => {
  it('cost no more calls than there are questions that AWS answers one at a time', async () => {
    const made = await prepared(account);
    const first = await calls(made, `deploy ${EACH} --yes`);
    const parameters = first.count('PutParameter');
    expect(parameters).toBe(ENVIRONMENTS.length * SERVICES.length);
    const stacks = ENVIRONMENTS.length * SERVICES.length;
    expect((first.calls.length - parameters) / stacks).toBeLessThanOrEqual(8);

    await made.world.simulator.settings.clock.sleep(A_MINUTE);
    const least = ENVIRONMENTS.length * each + once;
    expect((await calls(made, `deploy ${EACH} --yes`)).calls).toHaveLength(least);
    expect((await calls(made, `plan ${EACH}`)).calls).toHaveLength(least);
    // What stands in an account without a definition is listed, too, so that each account is looked into.
    expect((await calls(made, 'list')).calls.length).toBeLessThanOrEqual(3 + 4 * ENVIRONMENTS.length);
  });
});
