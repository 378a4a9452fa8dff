import { userIdOf } from '../credentials.ts';
import type { Operation, RpcService } from '../service.ts';
import { assumeRole } from './assume-role.ts';

/** Needs no permission, so it cannot be refused. */
const getCallerIdentity: Operation = (_input, { state, account, principal }) => ({
  UserId: userIdOf(state, principal),
  Account: account,
  Arn: principal,
});

/** AWS Security Token Service. Behaviour and sources: docs/simulator.md. */
export const sts: RpcService = {
  name: 'sts',
  protocol: 'query',
  namespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
  operations: { GetCallerIdentity: getCallerIdentity, AssumeRole: assumeRole },
};
