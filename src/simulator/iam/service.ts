import type { RpcService } from '../service.ts';
import { accountOperations } from './account.ts';
import { oidcOperations } from './oidc.ts';
import { policyOperations } from './policies.ts';
import { rolePolicyOperations } from './role-policies.ts';
import { roleOperations } from './roles.ts';
import { simulateOperations } from './simulate.ts';

/** AWS Identity and Access Management. Behaviour and sources: docs/simulator-storage.md. */
export const iam: RpcService = {
  name: 'iam',
  protocol: 'query',
  namespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
  operations: {
    ...roleOperations,
    ...rolePolicyOperations,
    ...policyOperations,
    ...accountOperations,
    ...oidcOperations,
    ...simulateOperations,
  },
};
