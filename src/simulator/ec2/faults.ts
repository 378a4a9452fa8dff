import { AwsFault } from '../service.ts';

/** EC2's code and noun for each kind of thing that an id can lead to. */
const KINDS = {
  vpc: ['InvalidVpcID.NotFound', 'vpc ID'],
  subnet: ['InvalidSubnetID.NotFound', 'subnet ID'],
  internetGateway: ['InvalidInternetGatewayID.NotFound', 'internetGateway ID'],
  networkInterface: ['InvalidNetworkInterfaceID.NotFound', 'networkInterface ID'],
  routeTable: ['InvalidRouteTableID.NotFound', 'routeTable ID'],
  securityGroup: ['InvalidGroup.NotFound', 'security group'],
} as const;

export type Kind = keyof typeof KINDS;

export function notFound(kind: Kind, id: string): AwsFault {
  const [code, noun] = KINDS[kind];
  return new AwsFault(code, `The ${noun} '${id}' does not exist`);
}

export function inUse(kind: Kind, id: string): AwsFault {
  return new AwsFault('DependencyViolation', `The ${kind} '${id}' has dependencies and cannot be deleted.`);
}

export function missing(parameter: string): AwsFault {
  return new AwsFault('MissingParameter', `The request must contain the parameter ${parameter}`);
}
