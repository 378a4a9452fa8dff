import type * as sdk from '@aws-sdk/client-organizations';
import type { Definition, Service } from '../service.ts';

type Sdk = typeof sdk;

/** Organizations with the SDK's own types. */
export type OrganizationsService = Service<Sdk>;

export const ORGANIZATIONS: Definition<Sdk> = {
  name: 'organizations',
  serviceId: 'Organizations',
  load: () => import('@aws-sdk/client-organizations'),
  client: (loaded, config) => new loaded.OrganizationsClient(config),
};
