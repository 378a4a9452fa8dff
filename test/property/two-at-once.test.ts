import { isDeepStrictEqual } from 'node:util';
import { expect, it } from 'vitest';
import type { SimulatorState } from '../../src/simulator/state.ts';
import { desk, deskAt, type Desk, type Ended } from '../support/cli.ts';
import { randomOf } from '../support/faults/sample.ts';
import { heldLocks, snapshot } from '../support/faults/snapshot.ts';
import { definition, REGION, service, stackFile } from '../support/project.ts';
import { Turns } from '../support/turns.ts';
import { createWorld } from '../support/world.ts';

/** Orders that are tried of each pair, of all of them: `TURNS_FACTOR=20`. Otherwise one of each of the first few. */
const FACTOR = process.env['TURNS_FACTOR'];
const ORDERS = Number(FACTOR ?? '1');
const FEW = 6;

/** How likely the same process goes on: abreast, by turns, one far ahead. */
const KEEP = [0.5, 0.9, 0.1, 0.98];

const WAITING = { dev: 'deploy dev --yes --wait', emma: 'deploy emma --yes --wait' };

/** Two command lines of two people, and what may be refused or fail because of the other one. */
const PAIRS: [one: string, other: string, refused?: readonly string[]][] = [
  ['deploy dev --yes', 'deploy dev --yes', ['Locked']],
  [WAITING.dev, 'destroy dev --yes --wait', ['Borrowed']],
  [WAITING.dev, WAITING.emma],
  [WAITING.dev, 'config set dev a/LIMIT=5'],
  [WAITING.dev, 'unlock dev --yes', ['Locked']],
  ['config set dev a/LIMIT=5', 'config set dev a/LIMIT=6'],
  [WAITING.dev, WAITING.dev],
  [WAITING.dev, 'config unset dev a/EXTRA'],
  [WAITING.dev, 'bootstrap dev'],
  ['destroy dev --yes', 'destroy dev --yes', ['Locked', 'Borrowed']],
  ['config copy dev emma --yes', 'config set dev a/LIMIT=5'],
  ['create-account pr', 'create-account pr'],
  ['deploy pr --create --yes --wait', 'create-account pr'],
];

const RUNTIME = { SIZE: '20', LIMIT: { default: '1' } };

interface Given {
  /** The same world once more, for the project as it has been changed since. */
  again(): Desk & { readonly state: SimulatorState };
}

/** `dev` is deployed, one of its values set by hand; then a template, values and the list of services have changed. */
async function given(): Promise<Given> {
  const project = {
    'emma.yaml': {
      project: 'notes',
      region: REGION,
      account: { environment: 'dev' },
      services: { a: { from: 'dev' }, b: service('b') },
    },
    'pr.yaml': {
      project: 'notes',
      region: REGION,
      account: { email: 'pr@example.com' },
      services: { c: service('c') },
    },
    ...stackFile('b', { value: { 'Fn::ImportValue': 'notes-dev-a-Name' } }),
    ...stackFile('c'),
  };
  const exports = { 'Fn::Sub': '${AWS::StackName}-Name' };
  const base = await desk({
    ...project,
    'dev.yaml': definition({ a: service('a', { runtime: RUNTIME }), b: service('b') }),
    ...stackFile('a', { exports }),
  });
  for (const line of ['deploy dev --yes', 'config set dev a/EXTRA=x']) {
    const { exit, stderr } = await base.run(line);
    if (exit !== 0) throw new Error(stderr);
  }
  const { root } = await desk({
    ...project,
    'dev.yaml': definition({
      a: service('a', { runtime: { SIZE: '30', LIMIT: { default: '2' } } }),
      b: service('b'),
      c: service('c'),
    }),
    ...stackFile('a', { value: 'changed', exports }),
  });
  const again = () => {
    const world = createWorld({}, { state: structuredClone(base.world.simulator.state) });
    return { ...deskAt(root, world), state: world.simulator.state };
  };
  return { again };
}

const PEOPLE = { A: { user: 'emma', hostname: 'laptop', pid: 1 }, B: { user: 'ci', hostname: 'runner', pid: 2 } };

/** What is there after the lines, one after the other. */
async function after({ again }: Given, ...lines: readonly string[]): Promise<unknown> {
  const one = again();
  for (const line of lines) await one.run(`${line} --output json`);
  return snapshot(one.state);
}

function codeOf({ exit, json }: Ended): string {
  return exit === 0 ? 'done' : (json()['error'] as { code: string }).code;
}

it('two commands at once end as if one had come after the other, or one of them is refused', async () => {
  const start = await given();
  const tried = FACTOR === undefined ? PAIRS.slice(0, FEW) : PAIRS;
  let cases = 0;
  for (const [index, [one, other, refused = []]] of tried.entries()) {
    const orders = new Map<string, unknown>();
    /** What was refused has left nothing; where both were done, neither has undone the other. */
    const isSerial = async (found: unknown, [first, second]: readonly string[]): Promise<boolean> => {
      const both = [
        [one, other],
        [other, one],
      ];
      for (const lines of first !== 'done' ? [[other]] : second !== 'done' ? [[one]] : both) {
        const name = lines.join(' | ');
        if (!orders.has(name)) orders.set(name, await after(start, ...lines));
        if (isDeepStrictEqual(orders.get(name), found)) return true;
      }
      return false;
    };
    for (let order = 0; order < ORDERS; order += 1, cases += 1) {
      const turns = new Turns(randomOf(index * 1_000 + order), KEEP[(index + order) % KEEP.length] ?? 0);
      const world = start.again();
      const ended = await Promise.all([
        world.run(`${one} --output json`, { ...PEOPLE.A, aws: { wrap: turns.of('A') } }),
        world.run(`${other} --output json`, { ...PEOPLE.B, aws: { wrap: turns.of('B') } }),
      ]);
      const codes = ended.map(codeOf);
      const about = `${one} | ${other}, order ${String(order)}, ${turns.taken}: ${ended.map(({ stdout }) => stdout).join('\n')}`;
      expect.soft(['done', ...refused], about).toEqual(expect.arrayContaining(codes));
      expect.soft(codes, about).toContain('done');
      expect.soft(heldLocks(world.state), about).toEqual([]);
      // What failed half way is brought to its end by the next run, which the fault campaign shows.
      if (ended.every(({ exit }) => exit !== 1))
        expect.soft(await isSerial(snapshot(world.state), codes), about).toBe(true);
    }
  }
  process.stdout.write(`two at once: ${String(cases)} orders of ${String(tried.length)} pairs\n`);
});
