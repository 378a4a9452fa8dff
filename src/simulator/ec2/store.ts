import { createHash } from 'node:crypto';
import type { Call } from '../service.ts';
import { slice } from '../state.ts';
import { zonesOf } from './regions.ts';

export type Place = Pick<Call, 'state' | 'account' | 'region'>;

/** What EC2 keeps of one account and region. All by id. */
interface Network {
  vpcs: Record<string, Vpc>;
  subnets: Record<string, Subnet>;
  gateways: Record<string, InternetGateway>;
  securityGroups: Record<string, SecurityGroup>;
  routeTables: Record<string, RouteTable>;
  interfaces: Record<string, NetworkInterface>;
  ebsEncryption: boolean;
  /** How often a default VPC was made: its ids are made from it. */
  defaults: number;
}

export interface Vpc {
  readonly id: string;
  readonly cidr: string;
  readonly isDefault: boolean;
}

export interface Subnet {
  readonly id: string;
  readonly vpc: string;
  readonly cidr: string;
  readonly zone: string;
  readonly zoneId: string;
}

export interface InternetGateway {
  readonly id: string;
  /** Null while it is detached. */
  vpc: string | null;
}

export interface SecurityGroup {
  readonly id: string;
  readonly vpc: string;
  /** `default` is the VPC's own, which goes with it. */
  readonly name: string;
  readonly description: string;
}

export interface RouteTable {
  readonly id: string;
  readonly vpc: string;
  /** Of the default route; it leads nowhere once the gateway is detached. */
  readonly gateway: string;
}

export interface NetworkInterface {
  readonly id: string;
  readonly subnet: string;
  readonly vpc: string;
  readonly description: string;
  readonly address: string;
}

/**
 * The network of an account and region. Every one begins with a default VPC. It is made on first use, and always the
 * same: a look that is not saved must not change what the next one sees.
 */
export function networkOf(place: Place): Network {
  const all = slice<Record<string, Network>>(place.state, 'ec2', () => ({}));
  const key = `${place.account}/${place.region}`;
  const known = all[key];
  if (known !== undefined) return known;
  const network: Network = {
    vpcs: {},
    subnets: {},
    gateways: {},
    securityGroups: {},
    routeTables: {},
    interfaces: {},
    ebsEncryption: false,
    defaults: 0,
  };
  all[key] = network;
  addDefaultVpc(place, network);
  return network;
}

/** 172.31.0.0/16 with a /20 subnet in each zone, an internet gateway, the main route table and the default group. */
export function addDefaultVpc(place: Place, network: Network): Vpc {
  network.defaults += 1;
  const seed = `${place.account}/${place.region}/default-${String(network.defaults)}`;
  const vpc: Vpc = { id: idFor('vpc', seed), cidr: '172.31.0.0/16', isDefault: true };
  network.vpcs[vpc.id] = vpc;
  for (const [index, zone] of zonesOf(place.region).entries()) {
    const id = idFor('subnet', `${seed}/${zone.name}`);
    network.subnets[id] = {
      id,
      vpc: vpc.id,
      cidr: `172.31.${String(index * 16)}.0/20`,
      zone: zone.name,
      zoneId: zone.id,
    };
  }
  const gateway = idFor('igw', seed);
  network.gateways[gateway] = { id: gateway, vpc: vpc.id };
  const table = idFor('rtb', seed);
  network.routeTables[table] = { id: table, vpc: vpc.id, gateway };
  const group = idFor('sg', seed);
  network.securityGroups[group] = {
    id: group,
    vpc: vpc.id,
    name: 'default',
    description: 'default VPC security group',
  };
  return vpc;
}

/** `<prefix>-` and 17 hexadecimal digits that depend on the seed alone. */
export function idFor(prefix: string, seed: string): string {
  return `${prefix}-0${createHash('sha256').update(`${prefix}/${seed}`).digest('hex').slice(0, 16)}`;
}
