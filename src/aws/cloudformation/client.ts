import type * as sdk from '@aws-sdk/client-cloudformation';
import type { Definition, Service } from '../service.ts';

type Sdk = typeof sdk;

/** CloudFormation in one account and region with the SDK's own types. */
export type CloudFormationService = Service<Sdk>;

export const CLOUDFORMATION: Definition<Sdk> = {
  name: 'cloudformation',
  serviceId: 'CloudFormation',
  load: () => import('@aws-sdk/client-cloudformation'),
  client: (loaded, config) => new loaded.CloudFormationClient(config),
};
