import { textOf, type Input } from '../input.ts';
import { own } from '../record.ts';
import { AwsFault, type Call, type Operation } from '../service.ts';
import { next } from '../state.ts';
import { missing, notFound } from './faults.ts';
import { presentInterface, presentVpc } from './present.ts';
import { addDefaultVpc, idFor, networkOf } from './store.ts';

function createDefaultVpc(_input: Input, call: Call): Record<string, unknown> {
  const network = networkOf(call);
  if (Object.values(network.vpcs).some(({ isDefault }) => isDefault)) {
    throw new AwsFault('DefaultVpcAlreadyExists', 'A Default VPC already exists for this account in this region.');
  }
  return { vpc: presentVpc(call, addDefaultVpc(call, network)) };
}

/** Without a VpcId in the default VPC. */
function createGroup(input: Input, call: Call): Record<string, unknown> {
  const network = networkOf(call);
  const name = required(input, 'GroupName');
  const description = required(input, 'GroupDescription');
  const vpc = textOf(input, 'VpcId') ?? Object.values(network.vpcs).find(({ isDefault }) => isDefault)?.id ?? '';
  if (own(network.vpcs, vpc) === undefined) throw notFound('vpc', vpc);
  if (Object.values(network.securityGroups).some((group) => group.vpc === vpc && group.name === name)) {
    throw new AwsFault('InvalidGroup.Duplicate', `The security group '${name}' already exists for VPC '${vpc}'`);
  }
  const id = idFor('sg', String(next(call.state)));
  network.securityGroups[id] = { id, vpc, name, description };
  return { return: true, groupId: id };
}

/** Something in use: what keeps a subnet, and with it a VPC, from being deleted. */
function createInterface(input: Input, call: Call): Record<string, unknown> {
  const network = networkOf(call);
  const subnetId = required(input, 'SubnetId');
  const subnet = own(network.subnets, subnetId);
  if (subnet === undefined) throw notFound('subnet', subnetId);
  const number = next(call.state);
  const id = idFor('eni', String(number));
  const address = subnet.cidr.replace(/\.0\/\d+$/, `.${String(4 + (number % 250))}`);
  const created = { id, subnet: subnet.id, vpc: subnet.vpc, description: textOf(input, 'Description') ?? '', address };
  network.interfaces[id] = created;
  return { networkInterface: presentInterface(call, created) };
}

function required(input: Input, member: string): string {
  const value = textOf(input, member);
  if (value === null) throw missing(member);
  return value;
}

export const createOperations: Readonly<Record<string, Operation>> = {
  CreateDefaultVpc: createDefaultVpc,
  CreateSecurityGroup: createGroup,
  CreateNetworkInterface: createInterface,
};
