import type { Input } from '../input.ts';
import type { Call, Operation } from '../service.ts';
import {
  presentGateway,
  presentGroup,
  presentInterface,
  presentRouteTable,
  presentSubnet,
  presentVpc,
} from './present.ts';
import { select, type Filters } from './select.ts';
import {
  networkOf,
  type InternetGateway,
  type NetworkInterface,
  type RouteTable,
  type SecurityGroup,
  type Subnet,
  type Vpc,
} from './store.ts';

const VPC_FILTERS: Filters<Vpc> = {
  isDefault: ({ isDefault }) => String(isDefault),
  'is-default': ({ isDefault }) => String(isDefault),
  'vpc-id': ({ id }) => id,
  cidr: ({ cidr }) => cidr,
  state: () => 'available',
};

const SUBNET_FILTERS: Filters<Subnet> = {
  'vpc-id': ({ vpc }) => vpc,
  'subnet-id': ({ id }) => id,
  'availability-zone': ({ zone }) => zone,
  'default-for-az': () => 'true',
};

const GATEWAY_FILTERS: Filters<InternetGateway> = {
  'attachment.vpc-id': ({ vpc }) => vpc ?? '',
  'internet-gateway-id': ({ id }) => id,
};

const GROUP_FILTERS: Filters<SecurityGroup> = {
  'vpc-id': ({ vpc }) => vpc,
  'group-id': ({ id }) => id,
  'group-name': ({ name }) => name,
};

const TABLE_FILTERS: Filters<RouteTable> = {
  'vpc-id': ({ vpc }) => vpc,
  'route-table-id': ({ id }) => id,
  'association.main': () => 'true',
};

const INTERFACE_FILTERS: Filters<NetworkInterface> = {
  'vpc-id': ({ vpc }) => vpc,
  'subnet-id': ({ subnet }) => subnet,
  'network-interface-id': ({ id }) => id,
  status: () => 'available',
};

function describeVpcs(input: Input, call: Call): Record<string, unknown> {
  const found = select(input, networkOf(call).vpcs, { name: 'vpc', ids: 'VpcId', filters: VPC_FILTERS });
  return { vpcSet: found.map((vpc) => presentVpc(call, vpc)) };
}

function describeSubnets(input: Input, call: Call): Record<string, unknown> {
  const found = select(input, networkOf(call).subnets, { name: 'subnet', ids: 'SubnetId', filters: SUBNET_FILTERS });
  return { subnetSet: found.map((subnet) => presentSubnet(call, subnet)) };
}

function describeGateways(input: Input, call: Call): Record<string, unknown> {
  const kind = { name: 'internetGateway', ids: 'InternetGatewayId', filters: GATEWAY_FILTERS } as const;
  return {
    internetGatewaySet: select(input, networkOf(call).gateways, kind).map((gateway) => presentGateway(call, gateway)),
  };
}

function describeGroups(input: Input, call: Call): Record<string, unknown> {
  const kind = { name: 'securityGroup', ids: 'GroupId', filters: GROUP_FILTERS } as const;
  return {
    securityGroupInfo: select(input, networkOf(call).securityGroups, kind).map((group) => presentGroup(call, group)),
  };
}

function describeTables(input: Input, call: Call): Record<string, unknown> {
  const kind = { name: 'routeTable', ids: 'RouteTableId', filters: TABLE_FILTERS } as const;
  const found = select(input, networkOf(call).routeTables, kind);
  return { routeTableSet: found.map((table) => presentRouteTable(call, table)) };
}

function describeInterfaces(input: Input, call: Call): Record<string, unknown> {
  const kind = { name: 'networkInterface', ids: 'NetworkInterfaceId', filters: INTERFACE_FILTERS } as const;
  return {
    networkInterfaceSet: select(input, networkOf(call).interfaces, kind).map((one) => presentInterface(call, one)),
  };
}

/** Reading the network. */
export const describeOperations: Readonly<Record<string, Operation>> = {
  DescribeVpcs: describeVpcs,
  DescribeSubnets: describeSubnets,
  DescribeInternetGateways: describeGateways,
  DescribeSecurityGroups: describeGroups,
  DescribeRouteTables: describeTables,
  DescribeNetworkInterfaces: describeInterfaces,
};
