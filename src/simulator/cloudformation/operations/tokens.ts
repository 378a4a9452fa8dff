import { textOf } from '../../input.ts';
import { AwsFault, type Call, type Operation } from '../../service.ts';
import type { TokenRecord } from '../records.ts';
import { regionOf } from '../site.ts';
import { findStack } from './lookup.ts';

/**
 * Answers a repeated request without carrying it out again: the same token for the same operation on the same stack or
 * change set. The same token for another one is refused where the API reference lists TokenAlreadyExists among an operation's
 * errors. It does not for CreateChangeSet, whose token belongs to the change set (`own`). A token ends with what it was used for.
 */
export function oncePerToken(name: string, operation: Operation, tokens: 'shared' | 'own' = 'shared'): Operation {
  return (input, call) => {
    const token = textOf(input, 'ClientRequestToken') ?? textOf(input, 'ClientToken');
    if (token === null) return operation(input, call);
    const all = regionOf(call).tokens;
    const stackName = textOf(input, 'StackName') ?? '';
    const subject = `${stackName}/${textOf(input, 'ChangeSetName') ?? ''}`;
    const key = tokens === 'own' ? `${name}/${subject}/${token}` : `${name}/${token}`;
    const known = all[key];
    if (known !== undefined && isAlive(known, call)) {
      if (known.subject === subject) return known.answer;
      throw new AwsFault('TokenAlreadyExistsException', `A client request token already exists: ${token}`);
    }
    const stackId = findStack(stackName, call)?.id ?? null;
    const answer = operation(input, call);
    all[key] = { subject, answer, stackId: textOf(answer, 'StackId') ?? stackId, changeSetId: textOf(answer, 'Id') };
    return answer;
  };
}

function isAlive({ stackId, changeSetId }: TokenRecord, call: Call): boolean {
  const { stacks, changeSets } = regionOf(call);
  if (changeSetId !== null && changeSets[changeSetId] === undefined) return false;
  return stackId === null || stacks[stackId]?.deleted === null;
}
