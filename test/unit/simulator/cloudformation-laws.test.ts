import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { DescribeParametersCommand } from '@aws-sdk/client-ssm';
import { StackWorld } from './cloudformation-world.ts';

interface Shape {
  /** For each resource, the earlier ones that it depends on. */
  readonly needs: readonly (readonly number[])[];
  readonly failing: number | null;
}

/** Resources that depend on earlier ones only: every graph without a circle. */
const shapes: fc.Arbitrary<Shape> = fc
  .array(fc.array(fc.nat(9), { maxLength: 3 }), { minLength: 1, maxLength: 7 })
  .map((rows) => rows.map((row, index) => [...new Set(row.filter((need) => need < index))]))
  .chain((needs) =>
    fc.record({ needs: fc.constant(needs), failing: fc.option(fc.nat(needs.length - 1), { nil: null }) }),
  );

function templateOf({ needs, failing }: Shape, value: string) {
  const Resources = Object.fromEntries(
    needs.map((row, index) => [
      `R${String(index)}`,
      {
        Type: 'AWS::SSM::Parameter',
        DependsOn: row.map((need) => `R${String(need)}`),
        Properties: { Name: `/r/${String(index)}`, Type: 'String', Value: value },
      },
    ]),
  );
  return {
    Resources,
    ...(failing === null ? {} : { Metadata: { Simulator: { FailResource: `R${String(failing)}` } } }),
  };
}

async function parameters(world: StackWorld): Promise<number> {
  const { Parameters = [] } = await world.ssm().send(new DescribeParametersCommand({ MaxResults: 50 }));
  return Parameters.length;
}

/** The same steps of time whatever happens, so that two runs can be compared. */
async function run(world: StackWorld, shape: Shape, reload: boolean): Promise<StackWorld> {
  await world.begin('app', templateOf(shape, '1'));
  let current = world;
  for (let step = 0; step < 40; step += 1) {
    current = reload ? current.reloaded() : current;
    current.pass(0.9);
    await current.stacks();
  }
  return current;
}

describe('for every graph of resources', () => {
  it('a resource begins when all that it depends on is complete, and a failure leaves nothing behind', async () => {
    await fc.assert(
      fc.asyncProperty(shapes, async (shape) => {
        const world = new StackWorld();
        const stack = await world.deploy('app', templateOf(shape, '1'));
        expect(stack.StackStatus).toBe(shape.failing === null ? 'CREATE_COMPLETE' : 'ROLLBACK_COMPLETE');
        expect(await parameters(world)).toBe(shape.failing === null ? shape.needs.length : 0);
        const events = await world.events('app');
        shape.needs.forEach((row, index) => {
          const began = events.indexOf(`R${String(index)} CREATE_IN_PROGRESS`);
          if (began < 0) return;
          for (const need of row) {
            const done = events.indexOf(`R${String(need)} CREATE_COMPLETE`);
            expect(done >= 0 && done < began).toBe(true);
          }
        });
      }),
      { numRuns: 25 },
    );
  }, 120_000);

  it('a failed update leaves every resource as it was', async () => {
    await fc.assert(
      fc.asyncProperty(shapes, async (shape) => {
        fc.pre(shape.failing !== null);
        const world = new StackWorld();
        await world.deploy('app', templateOf({ ...shape, failing: null }, '1'));
        const values = () =>
          Object.values(world.simulator.state.services['ssm'] as object)
            .flatMap((place) => Object.values(place as Record<string, { versions: { value: string }[] }>))
            .map((parameter) => parameter.versions.at(-1)?.value);
        const stack = await world.update('app', templateOf(shape, '2'));
        expect(stack.StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
        expect(new Set(values())).toEqual(new Set(['1']));
      }),
      { numRuns: 15 },
    );
  }, 120_000);

  it('saving and loading between any two moments changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(shapes, async (shape) => {
        const plain = await run(new StackWorld(), shape, false);
        const reloaded = await run(new StackWorld(), shape, true);
        const text = ({ simulator }: StackWorld) => JSON.stringify(simulator.state.services['cloudformation']);
        expect(text(reloaded)).toBe(text(plain));
      }),
      { numRuns: 8 },
    );
  }, 120_000);
});
