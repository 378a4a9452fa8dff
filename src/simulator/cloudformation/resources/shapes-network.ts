import type { Shape } from './shape.ts';

/** EC2 types whose ids are a prefix and 17 hexadecimal digits, with the attribute that repeats the id. */
const PREFIXES: Readonly<Record<string, readonly [prefix: string, attribute: string]>> = {
  CustomerGateway: ['cgw', 'CustomerGatewayId'],
  EgressOnlyInternetGateway: ['eigw', 'Id'],
  FlowLog: ['fl', 'Id'],
  Instance: ['i', 'InstanceId'],
  InternetGateway: ['igw', 'InternetGatewayId'],
  LaunchTemplate: ['lt', 'LaunchTemplateId'],
  NatGateway: ['nat', 'NatGatewayId'],
  NetworkAcl: ['acl', 'Id'],
  NetworkInterface: ['eni', 'Id'],
  RouteTable: ['rtb', 'RouteTableId'],
  SecurityGroup: ['sg', 'GroupId'],
  Subnet: ['subnet', 'SubnetId'],
  SubnetRouteTableAssociation: ['rtbassoc', 'Id'],
  TransitGateway: ['tgw', 'Id'],
  Volume: ['vol', 'VolumeId'],
  VPCEndpoint: ['vpce', 'Id'],
};

/** The VPC family. Source of ids and attributes: resource reference, "Return values" of each type. */
export const NETWORK_SHAPES: Readonly<Record<string, Shape>> = {
  ...Object.fromEntries(
    Object.entries(PREFIXES).map(([type, [prefix, attribute]]) => [
      `AWS::EC2::${type}`,
      { id: `${prefix}-{hex17}`, attributes: { [attribute]: '{id}', VpcId: '{VpcId}' } },
    ]),
  ),
  'AWS::EC2::VPC': {
    id: 'vpc-{hex17}',
    attributes: {
      VpcId: '{id}',
      CidrBlock: '{CidrBlock}',
      DefaultNetworkAcl: 'acl-{hex17}',
      DefaultSecurityGroup: 'sg-{hex17}',
    },
  },
  'AWS::EC2::EIP': { id: '198.51.100.7', attributes: { AllocationId: 'eipalloc-{hex17}', PublicIp: '{id}' } },
  'AWS::EC2::Route': { id: '{RouteTableId}|{DestinationCidrBlock}' },
  'AWS::EC2::VPCGatewayAttachment': { id: 'IGW|{VpcId}', attributes: { AttachmentType: 'IGW' } },
};
