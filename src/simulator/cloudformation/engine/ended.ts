import type { StackRecord } from '../stack-record.ts';
import type { Work } from './operation.ts';

/** Works that did not succeed, in the order of the stack's failures. */
export function failedWorks(stack: StackRecord): Work[] {
  return stack.operation?.works.filter((work) => work.state === 'failed') ?? [];
}

/** AWS's sentences about failed resources, one for each verb; empty when none failed. */
export function failureSentences(stack: StackRecord): string {
  const failed = failedWorks(stack);
  const verbs: readonly (readonly [string, (work: Work) => boolean])[] = [
    [
      'update',
      (work) =>
        work.action === 'restore' ||
        (work.action === 'make' && stack.resources[work.logicalId]?.status === 'UPDATE_FAILED'),
    ],
    ['create', (work) => work.action === 'make' && stack.resources[work.logicalId]?.status === 'CREATE_FAILED'],
    ['delete', (work) => work.action === 'remove'],
  ];
  return verbs
    .map(([verb, match]) => [verb, failed.filter(match).map((work) => work.logicalId)] as const)
    .filter(([, names]) => names.length > 0)
    .map(([verb, names]) => `The following resource(s) failed to ${verb}: [${names.join(', ')}]. `)
    .join('');
}
