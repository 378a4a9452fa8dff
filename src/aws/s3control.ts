import type * as sdk from '@aws-sdk/client-s3-control';
import { unless } from './codes.ts';
import { connect } from './connect.ts';
import type { ClientConfig, Definition, Target } from './service.ts';
import type { Transport } from './transport.ts';
import type { S3ControlGateway } from './types/account.ts';

type S3ControlSdk = typeof sdk;

const S3_CONTROL: Definition<S3ControlSdk> = {
  name: 's3control',
  serviceId: 'S3 Control',
  load: () => import('@aws-sdk/client-s3-control'),
  client: (loaded, config) => atItsOwnHost(new loaded.S3ControlClient(config), config),
};

/**
 * The SDK puts the account id before the host's name. No custom endpoint has such a name, and with an IP address it is not
 * even a URL; there the account id in the request's header has to do.
 */
function atItsOwnHost(
  client: InstanceType<S3ControlSdk['S3ControlClient']>,
  { endpoint }: ClientConfig,
): InstanceType<S3ControlSdk['S3ControlClient']> {
  if (endpoint === undefined) return client;
  const resolve = client.config.endpointProvider;
  client.config.endpointProvider = (parameters, context) => {
    const { AccountId: _id, RequiresAccountId: _required, ...rest } = parameters;
    return resolve(rest, context);
  };
  return client;
}

const BLOCKED = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

export function s3ControlGateway(transport: Transport, target: Target): S3ControlGateway {
  const service = connect(transport, target, S3_CONTROL);
  const AccountId = target.account;
  return {
    async publicAccessBlocked() {
      const request = service.call('GetPublicAccessBlock', { AccountId });
      const answer = await unless(request, ['NoSuchPublicAccessBlockConfiguration'], null);
      const { BlockPublicAcls, IgnorePublicAcls, BlockPublicPolicy, RestrictPublicBuckets } =
        answer?.PublicAccessBlockConfiguration ?? {};
      return [BlockPublicAcls, IgnorePublicAcls, BlockPublicPolicy, RestrictPublicBuckets].every((on) => on === true);
    },
    async blockPublicAccess() {
      await service.call('PutPublicAccessBlock', { AccountId, PublicAccessBlockConfiguration: BLOCKED });
    },
  };
}
