import { textOf, type Input } from '../input.ts';
import { drop, own } from '../record.ts';
import { AwsFault, type Call, type Operation } from '../service.ts';
import { inUse, missing, notFound, type Kind } from './faults.ts';
import { networkOf } from './store.ts';

const DONE = { return: true };

function detachGateway(input: Input, call: Call): Record<string, unknown> {
  const network = networkOf(call);
  const gateway = found(input, 'InternetGatewayId', network.gateways, 'internetGateway');
  const vpc = found(input, 'VpcId', network.vpcs, 'vpc');
  if (gateway.vpc === vpc.id) gateway.vpc = null;
  else throw new AwsFault('Gateway.NotAttached', `resource ${gateway.id} is not attached to network ${vpc.id}`);
  return DONE;
}

function deleteGateway(input: Input, call: Call): Record<string, unknown> {
  const { gateways } = networkOf(call);
  const gateway = found(input, 'InternetGatewayId', gateways, 'internetGateway');
  if (gateway.vpc !== null) throw inUse('internetGateway', gateway.id);
  drop(gateways, gateway.id);
  return DONE;
}

function deleteSubnet(input: Input, call: Call): Record<string, unknown> {
  const { subnets, interfaces } = networkOf(call);
  const { id } = found(input, 'SubnetId', subnets, 'subnet');
  if (Object.values(interfaces).some(({ subnet }) => subnet === id)) throw inUse('subnet', id);
  drop(subnets, id);
  return DONE;
}

/** The default group goes with its VPC alone. */
function deleteGroup(input: Input, call: Call): Record<string, unknown> {
  const { securityGroups } = networkOf(call);
  const group = found(input, 'GroupId', securityGroups, 'securityGroup');
  if (group.name === 'default') {
    const message = `the specified group: "${group.id}" name: "default" cannot be deleted by a user`;
    throw new AwsFault('CannotDelete', message);
  }
  drop(securityGroups, group.id);
  return { ...DONE, groupId: group.id };
}

function deleteInterface(input: Input, call: Call): Record<string, unknown> {
  const { interfaces } = networkOf(call);
  drop(interfaces, found(input, 'NetworkInterfaceId', interfaces, 'networkInterface').id);
  return DONE;
}

/** Takes the main route table and the default group along; everything else has to be gone. Source: DeleteVpc. */
function deleteVpc(input: Input, call: Call): Record<string, unknown> {
  const network = networkOf(call);
  const { id } = found(input, 'VpcId', network.vpcs, 'vpc');
  const groups = Object.values(network.securityGroups).filter(({ vpc }) => vpc === id);
  const dependents = [
    ...Object.values(network.subnets).filter(({ vpc }) => vpc === id),
    ...Object.values(network.gateways).filter(({ vpc }) => vpc === id),
    ...groups.filter(({ name }) => name !== 'default'),
  ];
  if (dependents.length > 0) throw inUse('vpc', id);
  for (const group of groups) drop(network.securityGroups, group.id);
  for (const table of Object.values(network.routeTables)) if (table.vpc === id) drop(network.routeTables, table.id);
  drop(network.vpcs, id);
  return DONE;
}

function found<T>(input: Input, member: string, items: Readonly<Record<string, T>>, kind: Kind): T {
  const id = textOf(input, member);
  if (id === null) throw missing(member);
  const item = own(items, id);
  if (item === undefined) throw notFound(kind, id);
  return item;
}

/** What a default VPC is taken apart with. */
export const removeOperations: Readonly<Record<string, Operation>> = {
  DetachInternetGateway: detachGateway,
  DeleteInternetGateway: deleteGateway,
  DeleteSubnet: deleteSubnet,
  DeleteSecurityGroup: deleteGroup,
  DeleteNetworkInterface: deleteInterface,
  DeleteVpc: deleteVpc,
};
