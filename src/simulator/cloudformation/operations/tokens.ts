import type { Operation } from '../../service.ts';
import { textOf } from '../../input.ts';
import { AwsFault } from '../../service.ts';
import { regionOf } from '../site.ts';

/**
 * Answers a repeated request without carrying it out again: the same token for the same operation on the same stack or
 * change set. The same token for anything else is refused.
 */
export function oncePerToken(name: string, operation: Operation): Operation {
  return (input, call) => {
    const token = textOf(input, 'ClientRequestToken') ?? textOf(input, 'ClientToken');
    if (token === null) return operation(input, call);
    const { tokens } = regionOf(call);
    const subject = `${textOf(input, 'StackName') ?? ''}/${textOf(input, 'ChangeSetName') ?? ''}`;
    const known = tokens[token];
    if (known === undefined) {
      const answer = operation(input, call);
      tokens[token] = { operation: name, subject, answer };
      return answer;
    }
    if (known.operation === name && known.subject === subject) return known.answer;
    throw new AwsFault('TokenAlreadyExistsException', `A client request token already exists: ${token}`);
  };
}
