import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dependentsOf } from '../../src/plan/graph.ts';
import { desk, deskAt, type Desk } from '../support/cli.ts';
import type { Files } from '../support/folder.ts';
import { graph, type Edges } from '../support/graphs.ts';
import { forking } from '../support/forking-handler.ts';
import { definition, enter, REGION, service } from '../support/project.ts';
import { failing, small, slow } from '../support/templates.ts';
import type { World } from '../support/world.ts';

const NAMES = ['a', 'b', 'c', 'd'];

/** Services that import from some of those before them in a random order, and how long each one's stack takes. */
const services = fc.shuffledSubarray(NAMES, { minLength: 2 }).chain((order) =>
  fc.record({
    edges: fc
      .tuple(...order.map((name, index) => fc.tuple(fc.constant(name), fc.subarray(order.slice(0, index)))))
      .map((entries): Edges => Object.fromEntries(entries)),
    seconds: fc.constantFrom(2, 7, 40),
    bad: fc.subarray(order),
  }),
);

/** The same with two or three, of which one may fail: each is deployed once for every state that a deployment goes through. */
const few = fc.shuffledSubarray(['a', 'b', 'c'], { minLength: 2 }).chain((order) =>
  fc.record({
    edges: fc
      .tuple(...order.map((name, index) => fc.tuple(fc.constant(name), fc.subarray(order.slice(0, index)))))
      .map((entries): Edges => Object.fromEntries(entries)),
    seconds: fc.constantFrom(2, 40),
    bad: fc.subarray(order, { maxLength: 1 }),
  }),
);

/** How many graphs are tried; `KILL_FACTOR=20` tries twenty. */
const FACTOR = Number(process.env['KILL_FACTOR'] ?? '1');

function templates(edges: Edges, seconds: number, bad: readonly string[] = []): Files {
  return Object.fromEntries(
    Object.entries(edges).map(([name, needs], index) => {
      const value = { 'Fn::Join': ['-', ['x', ...needs.map((need) => ({ 'Fn::ImportValue': `${need}-Name` }))]] };
      const more = bad.includes(name) ? failing(['create']) : slow(seconds * (index + 1));
      return [`stack/${name}.json`, small({ value, exports: `${name}-Name`, more })];
    }),
  );
}

function project(edges: Edges, files: Files): Promise<Desk> {
  return desk({
    'dev.yaml': definition(Object.fromEntries(Object.keys(edges).map((name) => [name, service(name)]))),
    ...files,
  });
}

/** What is there, whoever made it: stacks with what they export, and every parameter by its name. */
async function left({ world }: Desk): Promise<string[]> {
  const gateways = await enter(world);
  const stacks = await gateways.cloudformation(REGION).sweep();
  const parameters = await gateways.ssm(REGION).below('/notes/dev');
  return [...stacks.map(({ name, status }) => `${name} ${status}`), ...parameters.map(({ name }) => name)].sort();
}

/** Times of the stacks of a world, by service: when each began, how often, and when it was up. */
async function times({ world }: Desk, names: readonly string[]) {
  const gateway = (await enter(world)).cloudformation(REGION);
  const of = async (name: string) => {
    const stack = await gateway.describe(`notes-dev-${name}`);
    const events = stack ? await gateway.events(stack.id, 0) : [];
    const own = events.filter(({ physicalId }) => physicalId === stack?.id).reverse();
    const begun = own.filter(({ status }) => status === 'CREATE_IN_PROGRESS').map(({ time }) => time);
    const up = own.find(({ status }) => status === 'CREATE_COMPLETE')?.time ?? null;
    return [name, { begun, up }] as const;
  };
  return new Map(await Promise.all(names.map(of)));
}

async function outcomes({ run }: Desk): Promise<Map<string, string>> {
  const ended = (await run('deploy dev --yes --output json')).json();
  const list = ended['services'] as { service: string; outcome: string }[];
  return new Map(list.map(({ service: name, outcome }) => [name, outcome]));
}

describe('a deployment of any graph', () => {
  it('starts nothing before what it needs is up and nothing twice, skips what waits for a failure, and ends whole', async () => {
    const property = fc.asyncProperty(services, async ({ edges, seconds, bad }) => {
      const names = Object.keys(edges);
      const one = await project(edges, templates(edges, seconds, bad));
      const first = await outcomes(one);
      const needs = graph(edges);
      const roots = bad.filter((name) => !bad.some((other) => dependentsOf(needs, other).has(name)));
      const skipped = new Set(roots.flatMap((name) => [...dependentsOf(needs, name)]));
      for (const name of names) {
        const expected = skipped.has(name) ? 'skipped' : bad.includes(name) ? 'failed' : 'created';
        expect(first.get(name), name).toBe(expected);
      }
      const found = await times(one, names);
      for (const name of names) {
        const { begun = [] } = found.get(name) ?? {};
        expect(begun.length, name).toBe(skipped.has(name) ? 0 : 1);
        for (const need of edges[name] ?? []) {
          if (begun[0] !== undefined) expect(begun[0]).toBeGreaterThanOrEqual(found.get(need)?.up ?? Infinity);
        }
      }
      await one.write(templates(edges, seconds));
      const again = await outcomes(one);
      for (const name of names) {
        const expected = skipped.has(name) ? 'created' : bad.includes(name) ? 'recovered' : 'unchanged';
        expect(again.get(name), name).toBe(bad.length === 0 ? 'unchanged' : expected);
      }
      expect((await one.run('plan dev --output json')).json()).toMatchObject({ changes: 0 });
    });
    await fc.assert(property, { numRuns: 2 });
  });

  it('that is killed after any call ends, run again, as one that nobody disturbed', async () => {
    const property = fc.asyncProperty(few, async ({ edges, seconds, bad }) => {
      const whole = await project(edges, templates(edges, seconds, bad));
      const lives: World[] = [];
      await whole.run('deploy dev --yes', { aws: { wrap: forking(whole.world, lives) } });
      const expected = await left(whole);
      for (const life of lives) {
        const one = deskAt(whole.root, life);
        const again = await one.run('deploy dev --yes --wait --output json', { pid: 4712 });
        expect(again.exit, again.stdout).toBe(bad.length === 0 ? 0 : 1);
        expect(await left(one)).toEqual(expected);
        for (const [name, { begun }] of await times(one, Object.keys(edges)))
          if (!bad.includes(name)) expect(begun.length, name).toBeLessThanOrEqual(1);
      }
    });
    await fc.assert(property, { numRuns: FACTOR });
  });
});
