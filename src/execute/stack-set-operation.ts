import type { StackSetResult, StackSetsGateway } from '../aws/types/stack-sets.ts';
import { digestOf } from '../model/digest.ts';
import type { Json } from '../model/json.ts';
import type { ObservedStackSet } from '../model/observation.ts';
import type { Run } from '../model/run.ts';
import type { InstanceOutcome } from '../model/stack-set.ts';

/** Between two looks at an operation: two seconds, 4 % of what has gone by for what takes longer, half a minute at most; ms. */
const PAUSE = { shortest: 2_000, longest: 30_000, share: 0.04 };

/** What an operation came to. */
export interface Followed {
  /** SUCCEEDED, FAILED, STOPPED */
  readonly status: string;
  readonly instances: readonly InstanceOutcome[];
}

export interface FollowInput {
  readonly gateway: StackSetsGateway;
  /** Of the stack set. */
  readonly name: string;
  readonly id: string;
  readonly run: Pick<Run, 'clock' | 'signal'>;
}

/**
 * Waits for an operation and tells how far it is: two requests a look, and one for each further hundred stacks. Throws when
 * the run is stopped: the operation goes on in AWS.
 */
export async function follow(
  { gateway, name, id, run }: FollowInput,
  tell: (message: string) => void,
): Promise<Followed> {
  const { clock, signal } = run;
  const since = clock.now();
  let told = '';
  for (;;) {
    const elapsed = clock.now() - since;
    await clock.sleep(Math.min(PAUSE.longest, Math.max(PAUSE.shortest, elapsed * PAUSE.share)), signal);
    const { status } = await gateway.operation(name, id);
    const results = await gateway.results(name, id);
    const message = progressOf(status, results);
    if (message !== told) tell(message);
    told = message;
    if (ENDED.includes(status)) return { status, instances: results.map(outcomeOf) };
  }
}

const ENDED = ['SUCCEEDED', 'FAILED', 'STOPPED'];

/** `7 of 12 stacks done, 1 failed`; before there are any, how the operation stands. */
function progressOf(status: string, results: readonly StackSetResult[]): string {
  if (results.length === 0 || status === 'QUEUED') return `operation ${status}`;
  const count = (wanted: string): number => results.filter((one) => one.status === wanted).length;
  const failed = count('FAILED');
  return `${count('SUCCEEDED')} of ${results.length} stacks done${failed > 0 ? `, ${failed} failed` : ''}`;
}

const OUTCOMES: Readonly<Record<string, InstanceOutcome['outcome']>> = {
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  CANCELLED: 'cancelled',
};

function outcomeOf({ account, region, status, reason }: StackSetResult): InstanceOutcome {
  return { account, region, outcome: OUTCOMES[status] ?? 'running', reason };
}

/**
 * The same id for the same work on the same stacks, so that it is never begun twice; 42 characters. `kind` is a letter:
 * create, update, delete.
 */
export function operationId(kind: 'c' | 'u' | 'd', about: Json, { name, units, instances }: ObservedStackSet): string {
  const stacks = instances.map(({ account, region, status, operation }) =>
    [account, region, status, operation].join(' '),
  );
  return `envctl-${kind}-${digestOf([about, name, units, stacks.sort()]).slice(0, 33)}`;
}
