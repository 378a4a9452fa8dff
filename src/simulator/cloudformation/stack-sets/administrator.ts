import { textOf } from '../../input.ts';
import { isDelegated } from '../../organizations/delegated.ts';
import { asMember } from '../../organizations/member.ts';
import type { Operation } from '../../service.ts';
import { validationError } from '../faults.ts';
import { STACK_SETS_PRINCIPAL } from './targets.ts';

/**
 * Operations as a delegated administrator may call them, with `CallAs`. The sets are the management account's, whoever makes them.
 * Source: user guide, "Register a delegated administrator member account".
 */
export function administered(operations: Readonly<Record<string, Operation>>): Readonly<Record<string, Operation>> {
  return Object.fromEntries(
    Object.entries(operations).map(([name, operation]): [string, Operation] => [
      name,
      (input, call) => {
        if (textOf(input, 'CallAs') !== 'DELEGATED_ADMIN') return operation(input, call);
        const { organization } = asMember(call);
        if (!isDelegated(call.state, call.account, STACK_SETS_PRINCIPAL)) {
          throw validationError('Account used is not a delegated administrator');
        }
        return operation(input, { ...call, account: organization.management });
      },
    ]),
  );
}
