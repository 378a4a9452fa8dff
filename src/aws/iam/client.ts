import type * as sdk from '@aws-sdk/client-iam';
import type { Definition, Service } from '../service.ts';

type Sdk = typeof sdk;

/** IAM of one account with the SDK's own types. */
export type IamService = Service<Sdk>;

export const IAM: Definition<Sdk> = {
  name: 'iam',
  serviceId: 'IAM',
  load: () => import('@aws-sdk/client-iam'),
  client: (loaded, config) => new loaded.IAMClient(config),
};
