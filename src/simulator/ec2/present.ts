import {
  networkOf,
  type InternetGateway,
  type NetworkInterface,
  type Place,
  type RouteTable,
  type SecurityGroup,
  type Subnet,
  type Vpc,
} from './store.ts';

/** How each thing stands on the wire. Every subnet is a default VPC's: the simulator makes no others. */
export function presentVpc({ account }: Place, vpc: Vpc): Record<string, unknown> {
  return {
    vpcId: vpc.id,
    ownerId: account,
    state: 'available',
    cidrBlock: vpc.cidr,
    dhcpOptionsId: 'dopt-00000000000000000',
    instanceTenancy: 'default',
    isDefault: vpc.isDefault,
    cidrBlockAssociationSet: [
      {
        associationId: vpc.id.replace('vpc-', 'vpc-cidr-assoc-'),
        cidrBlock: vpc.cidr,
        cidrBlockState: { state: 'associated' },
      },
    ],
    tagSet: [],
  };
}

export function presentSubnet({ account, region }: Place, subnet: Subnet): Record<string, unknown> {
  return {
    subnetId: subnet.id,
    subnetArn: `arn:aws:ec2:${region}:${account}:subnet/${subnet.id}`,
    ownerId: account,
    state: 'available',
    vpcId: subnet.vpc,
    cidrBlock: subnet.cidr,
    availableIpAddressCount: 4091,
    availabilityZone: subnet.zone,
    availabilityZoneId: subnet.zoneId,
    defaultForAz: true,
    mapPublicIpOnLaunch: true,
    assignIpv6AddressOnCreation: false,
    tagSet: [],
  };
}

export function presentGateway({ account }: Place, gateway: InternetGateway): Record<string, unknown> {
  return {
    internetGatewayId: gateway.id,
    ownerId: account,
    attachmentSet: gateway.vpc === null ? [] : [{ vpcId: gateway.vpc, state: 'available' }],
    tagSet: [],
  };
}

export function presentGroup({ account, region }: Place, group: SecurityGroup): Record<string, unknown> {
  const everywhere = {
    ipProtocol: '-1',
    groups: [],
    ipRanges: [{ cidrIp: '0.0.0.0/0' }],
    ipv6Ranges: [],
    prefixListIds: [],
  };
  const within = {
    ipProtocol: '-1',
    groups: [{ userId: account, groupId: group.id }],
    ipRanges: [],
    ipv6Ranges: [],
    prefixListIds: [],
  };
  return {
    groupId: group.id,
    groupName: group.name,
    groupDescription: group.description,
    securityGroupArn: `arn:aws:ec2:${region}:${account}:security-group/${group.id}`,
    ownerId: account,
    vpcId: group.vpc,
    ipPermissions: group.name === 'default' ? [within] : [],
    ipPermissionsEgress: [everywhere],
    tagSet: [],
  };
}

export function presentRouteTable(place: Place, table: RouteTable): Record<string, unknown> {
  const { gateways, vpcs } = networkOf(place);
  const state = gateways[table.gateway]?.vpc === table.vpc ? 'active' : 'blackhole';
  return {
    routeTableId: table.id,
    vpcId: table.vpc,
    ownerId: place.account,
    routeSet: [
      { destinationCidrBlock: vpcs[table.vpc]?.cidr, gatewayId: 'local', state: 'active', origin: 'CreateRouteTable' },
      { destinationCidrBlock: '0.0.0.0/0', gatewayId: table.gateway, state, origin: 'CreateRoute' },
    ],
    associationSet: [
      {
        routeTableAssociationId: table.id.replace('rtb-', 'rtbassoc-'),
        routeTableId: table.id,
        main: true,
        associationState: { state: 'associated' },
      },
    ],
    propagatingVgwSet: [],
    tagSet: [],
  };
}

export function presentInterface(place: Place, one: NetworkInterface): Record<string, unknown> {
  return {
    networkInterfaceId: one.id,
    subnetId: one.subnet,
    vpcId: one.vpc,
    availabilityZone: networkOf(place).subnets[one.subnet]?.zone,
    description: one.description,
    ownerId: place.account,
    requesterManaged: false,
    status: 'available',
    interfaceType: 'interface',
    privateIpAddress: one.address,
    privateIpAddressesSet: [{ privateIpAddress: one.address, primary: true }],
    groupSet: [],
    tagSet: [],
  };
}
