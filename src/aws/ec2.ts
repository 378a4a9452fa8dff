import type * as sdk from '@aws-sdk/client-ec2';
import { fail } from '../diagnostics/error.ts';
import { unless } from './codes.ts';
import { connect } from './connect.ts';
import { allPages } from './pages.ts';
import type { Definition, Service, Target } from './service.ts';
import type { Transport } from './transport.ts';
import type { Ec2Gateway } from './types/account.ts';

type Ec2Sdk = typeof sdk;

const EC2: Definition<Ec2Sdk> = {
  name: 'ec2',
  serviceId: 'EC2',
  load: () => import('@aws-sdk/client-ec2'),
  client: (loaded, config) => new loaded.EC2Client(config),
};

export function ec2Gateway(transport: Transport, target: Target): Ec2Gateway {
  const service = connect(transport, target, EC2);
  return {
    async ebsEncryptedByDefault() {
      return (await service.call('GetEbsEncryptionByDefault', {})).EbsEncryptionByDefault ?? false;
    },
    async encryptEbsByDefault() {
      await service.call('EnableEbsEncryptionByDefault', {});
    },
    async enabledRegions() {
      const { Regions = [] } = await service.call('DescribeRegions', { AllRegions: false });
      return Regions.map(({ RegionName = '' }) => RegionName).sort();
    },
    async defaultVpc() {
      const { Vpcs = [] } = await service.call('DescribeVpcs', { Filters: [{ Name: 'is-default', Values: ['true'] }] });
      return Vpcs[0]?.VpcId ?? null;
    },
    deleteVpc: (id) => deleteVpc(service, id),
  };
}

/** Answers to what has been done before, e.g. by a request that was sent twice. */
const GONE = [
  'Gateway.NotAttached',
  'InvalidInternetGatewayID.NotFound',
  'InvalidSubnetID.NotFound',
  'InvalidVpcID.NotFound',
];

async function deleteVpc(service: Service<Ec2Sdk>, id: string): Promise<void> {
  await refuseWhenUsed(service, id);
  const ofVpc = [{ Name: 'vpc-id', Values: [id] }];
  const gateways = await allPages(
    (NextToken?: string) =>
      service.call('DescribeInternetGateways', { Filters: [{ Name: 'attachment.vpc-id', Values: [id] }], NextToken }),
    (page) => page.InternetGateways,
    (page) => page.NextToken,
  );
  for (const { InternetGatewayId } of gateways) {
    await unless(service.call('DetachInternetGateway', { InternetGatewayId, VpcId: id }), GONE, null);
    await unless(service.call('DeleteInternetGateway', { InternetGatewayId }), GONE, null);
  }
  const subnets = await allPages(
    (NextToken?: string) => service.call('DescribeSubnets', { Filters: ofVpc, NextToken }),
    (page) => page.Subnets,
    (page) => page.NextToken,
  );
  for (const { SubnetId } of subnets) await unless(service.call('DeleteSubnet', { SubnetId }), GONE, null);
  await unless(service.call('DeleteVpc', { VpcId: id }), GONE, null);
}

/** Whatever runs in a network has an interface there: instances, load balancers, databases, functions. */
async function refuseWhenUsed(service: Service<Ec2Sdk>, id: string): Promise<void> {
  const Filters = [{ Name: 'vpc-id', Values: [id] }];
  const { NetworkInterfaces = [] } = await service.call('DescribeNetworkInterfaces', { Filters, MaxResults: 5 });
  const [used] = NetworkInterfaces;
  if (!used) return;
  fail(
    'NotOwned',
    `the default VPC ${id} is in use: network interface ${used.NetworkInterfaceId} (${used.Description ?? ''})`,
    {
      hint: 'remove what runs there, or take `defaultVpc: delete` out of the baseline',
    },
  );
}
