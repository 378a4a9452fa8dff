// The sections of `npm run bench`. Each yields rows.
import { rmSync } from 'node:fs';
import { endpoint } from './endpoint.js';
import { CHANGE_SET, createLab, environments, idOf, QUIET } from './lab.js';
import { addStackSet, longestChain, GRAPHS, writeProject } from './projects.js';
import { rehearse } from './rehearse.js';
import { atLeast, row, told } from './rows.js';
import { scale } from './scale.js';
import { start } from './start.js';
import { worldHere } from './world.js';

export const SECTIONS = { start, calls, makespan, accounts, scale, spread, rehearse, endpoint };

const FIVE = GRAPHS['five services'];

/** After it AWS's copy of the tags of accounts has got what was tagged before. */
const A_MINUTE = 60_000;

/** How many calls to AWS the commonest things take. */
async function* calls() {
  for (const { found, account } of [
    { found: 'by id', account: (index) => ({ id: idOf(index) }) },
    { found: 'by e-mail', account: (index) => ({ email: `aws+e${index}@example.com` }) },
  ]) {
    const lab = await createLab(worldHere);
    if (found === 'by id') for (let index = 0; index < 10; index += 1) await lab.addAccount(idOf(index), `e${index}`);
    const folder = writeProject(FIVE, 10, account);
    const names = environments(10);
    try {
      if (found === 'by e-mail') await lab.run(folder, ['create-account', ...names, ...QUIET]);
      await lab.run(folder, ['bootstrap', ...names, ...QUIET]);
      const first = await lab.run(folder, ['deploy', ...names, ...QUIET]);
      const parameters = first.byOperation['ssm:PutParameter'];
      yield row(`first deployment, accounts found ${found}`, (first.calls - parameters) / 50, 'calls a stack', 8, {
        note: `and ${parameters / 50} parameters`,
      });
      await lab.clock.sleep(A_MINUTE);
      const bound = 10 * 4 + 5;
      const nothing = await lab.run(folder, ['deploy', ...names, ...QUIET]);
      yield row(`deploy, nothing to do, 10 × 5 services, ${found}`, nothing.calls, 'calls', bound);
      const planned = await lab.run(folder, ['plan', ...names, '--output', 'json', '--quiet']);
      yield row(`plan, nothing to do, 10 × 5 services, ${found}`, planned.calls, 'calls', bound);
      const listed = await lab.run(folder, ['list', '--output', 'json']);
      yield row(`list, 10 environments, ${found}`, listed.calls, 'calls', 3 + 4 * 10);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
}

/** The longest chain of stacks, with the change sets that need what is before them, against the duration of the whole run. */
async function* makespan() {
  for (const [seconds, bound] of [
    [3, 0.85],
    [60, 0.97],
  ]) {
    for (const [name, graph] of Object.entries(GRAPHS)) {
      const lab = await createLab(worldHere, { resourceMs: seconds * 1_000 });
      await lab.addAccount(idOf(0), 'e0');
      const folder = writeProject(graph, 1, () => ({ id: idOf(0) }));
      await lab.run(folder, ['bootstrap', 'e0', ...QUIET]);
      const { seconds: taken } = await lab.run(folder, ['deploy', 'e0', ...QUIET]);
      rmSync(folder, { recursive: true });
      const stacks = await lab.stackSeconds();
      const critical = longestChain(graph, (name) => CHANGE_SET + stacks.get(`bench-e0-${name}`));
      yield atLeast(`${name}, stacks of ${seconds} s`, critical / taken, bound, `${taken} s`);
    }
  }
}

/** Ten accounts from nothing to deployed, against the rate at which AWS makes accounts: three at once, then one in ten seconds. */
async function* accounts() {
  const lab = await createLab(worldHere, { resourceMs: 3_000 });
  const folder = writeProject(FIVE, 10, (index) => ({ email: `aws+e${index}@example.com` }));
  const { seconds } = await lab.run(folder, ['deploy', ...environments(10), '--create', ...QUIET]);
  rmSync(folder, { recursive: true });
  const stacks = await lab.stackSeconds();
  const chain = longestChain(FIVE, (name) => CHANGE_SET + stacks.get(`bench-e9-${name}`));
  const bound = (10 - 3) * 10 + CREATED_AND_ENTERED + chain;
  yield row('ten accounts from nothing to deployed', seconds / bound, 'of the bound', 1.1, { note: `${seconds} s` });
}

/** Seconds until an account exists, and after that until its role can be assumed, in the simulator. */
const CREATED_AND_ENTERED = 10 + 15;

/** One service for many accounts: by one process, a stack in each, and by a stack set, every account at a time. */
async function* spread(sizes) {
  for (const size of sizes) {
    const lab = await createLab(worldHere, { resourceMs: 10_000 });
    for (let index = 0; index < size; index += 1) await lab.addAccount(idOf(index), `e${index}`, 'Fleet');
    const folder = writeProject({ root: [] }, size, (index) => ({ id: idOf(index) }));
    const names = environments(size);
    await lab.run(folder, ['bootstrap', ...names, ...QUIET]);
    addStackSet(folder, 'root', 'Fleet', { id: idOf(0) });
    const direct = await lab.run(folder, ['deploy', ...names, ...QUIET]);
    yield told(`1 service in ${size} accounts, by one process`, direct);
    yield told(`the same, nothing to do`, await lab.run(folder, ['deploy', ...names, ...QUIET]));
    yield told(`1 service in ${size} accounts, by a stack set`, await lab.run(folder, ['deploy', 'fleet', ...QUIET]));
    yield told(`the same, nothing to do`, await lab.run(folder, ['deploy', 'fleet', ...QUIET]));
    rmSync(folder, { recursive: true });
  }
}
