import { describe, expect, it } from 'vitest';
import type { StackEvent } from '../../../src/aws/types/cloudformation.ts';
import { ResourcesInWork } from '../../../src/execute/in-work.ts';

const STACK = 'arn:aws:cloudformation:eu-west-1:123456789012:stack/notes/1';

/** Events as CloudFormation gives them, the newest first. */
function events(...given: readonly (readonly [logicalId: string, status: string])[]): StackEvent[] {
  return given
    .map(([logicalId, status], index): StackEvent => {
      const physicalId = logicalId === 'notes' ? STACK : logicalId.toLowerCase();
      const rest = { physicalId, type: 'AWS::S3::Bucket', reason: null, token: null };
      return { id: `${index}`, time: index, logicalId, status, ...rest };
    })
    .reverse();
}

function watch(...given: readonly (readonly StackEvent[] | Error)[]): {
  look: (now: number) => Promise<string | null>;
  asked: number[];
} {
  const asked: number[] = [];
  const gateway = {
    events: async (_: string, since: number): Promise<StackEvent[]> => {
      const answer = given[asked.length] ?? [];
      asked.push(since);
      if (answer instanceof Error) throw answer;
      return [...answer];
    },
  };
  const resources = new ResourcesInWork(gateway, STACK, -1);
  return { look: (now) => resources.look(now), asked };
}

const BEGUN = events(['notes', 'CREATE_IN_PROGRESS'], ['Table', 'CREATE_IN_PROGRESS'], ['Role', 'CREATE_IN_PROGRESS']);

describe('resources in work', () => {
  it('are those that have begun and not ended, the first first', async () => {
    expect(await watch(BEGUN).look(10_000)).toBe('creating Table, Role');
    const later = [
      ...events(['notes', 'CREATE_IN_PROGRESS'], ['Table', 'CREATE_IN_PROGRESS'], ['Table', 'CREATE_COMPLETE']),
    ];
    expect(await watch(later).look(10_000)).toBeNull();
  });

  it('are counted when they are many', async () => {
    const many = events(...['A', 'B', 'C', 'D', 'E'].map((name) => [name, 'UPDATE_IN_PROGRESS'] as const));
    expect(await watch(many).look(10_000)).toBe('updating A, B, C and 2 more');
  });

  it('are asked for every two seconds at most, and only what is new', async () => {
    const { look, asked } = watch(BEGUN, BEGUN);
    await look(10_000);
    expect(await look(11_000)).toBeNull();
    expect(await look(12_000)).toBe('creating Table, Role');
    expect(asked).toEqual([-1, 2]);
  });

  it('are not worth an error', async () => {
    expect(await watch(new Error('throttled')).look(10_000)).toBeNull();
  });
});
