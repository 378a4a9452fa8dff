import type * as sdk from '@aws-sdk/client-budgets';
import type { Definition, Service } from '../service.ts';

type Sdk = typeof sdk;

/** AWS Budgets with the SDK's own types. */
export type BudgetsService = Service<Sdk>;

export const BUDGETS: Definition<Sdk> = {
  name: 'budgets',
  serviceId: 'Budgets',
  load: () => import('@aws-sdk/client-budgets'),
  client: (loaded, config) => new loaded.BudgetsClient(config),
};
