import {
  CreateDefaultVpcCommand,
  CreateNetworkInterfaceCommand,
  CreateSecurityGroupCommand,
  DeleteInternetGatewayCommand,
  DeleteNetworkInterfaceCommand,
  DeleteSecurityGroupCommand,
  DeleteSubnetCommand,
  DeleteVpcCommand,
  DescribeInternetGatewaysCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRegionsCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  DetachInternetGatewayCommand,
  DisableEbsEncryptionByDefaultCommand,
  EC2Client,
  EnableEbsEncryptionByDefaultCommand,
  GetEbsEncryptionByDefaultCommand,
} from '@aws-sdk/client-ec2';
import { beforeEach, describe, expect, it } from 'vitest';
import { OTHER, refusal, storageWorld, type StorageWorld } from './storage-world.ts';

let world: StorageWorld;
let ec2: EC2Client;
beforeEach(() => {
  world = storageWorld();
  ec2 = new EC2Client(world.client());
});

async function defaultVpc(client = ec2): Promise<string | undefined> {
  const { Vpcs } = await client.send(new DescribeVpcsCommand({ Filters: [{ Name: 'isDefault', Values: ['true'] }] }));
  return Vpcs?.[0]?.VpcId;
}

async function gatewayOf(vpc: string | undefined): Promise<string | undefined> {
  const filter = { Name: 'attachment.vpc-id', Values: [vpc ?? ''] };
  const { InternetGateways } = await ec2.send(new DescribeInternetGatewaysCommand({ Filters: [filter] }));
  return InternetGateways?.[0]?.InternetGatewayId;
}

async function subnetsOf(vpc: string | undefined): Promise<string[]> {
  const { Subnets } = await ec2.send(
    new DescribeSubnetsCommand({ Filters: [{ Name: 'vpc-id', Values: [vpc ?? ''] }] }),
  );
  return (Subnets ?? []).map(({ SubnetId }) => SubnetId ?? '');
}

describe('the default VPC', () => {
  it('is there from the start, complete, and is not the same elsewhere', async () => {
    const vpc = await defaultVpc();
    expect(vpc).toMatch(/^vpc-[0-9a-f]{17}$/);
    expect(await subnetsOf(vpc)).toHaveLength(3);
    expect(await gatewayOf(vpc)).toMatch(/^igw-/);
    const groups = await ec2.send(new DescribeSecurityGroupsCommand({}));
    expect(groups.SecurityGroups?.map(({ GroupName, VpcId }) => [GroupName, VpcId])).toEqual([['default', vpc]]);
    const elsewhere = [new EC2Client(world.client(undefined, 'us-east-1')), new EC2Client(world.client(OTHER))];
    const others = await Promise.all(elsewhere.map((client) => defaultVpc(client)));
    expect(new Set([vpc, ...others]).size).toBe(3);
  });

  it('is the same for every look at a world that was not saved in between', async () => {
    expect(await defaultVpc()).toBe(await defaultVpc(new EC2Client(storageWorld().client())));
  });

  it('goes in the one order that AWS allows', async () => {
    const VpcId = await defaultVpc();
    const InternetGatewayId = await gatewayOf(VpcId);
    const violation = { name: 'DependencyViolation', status: 400 };
    expect(await refusal(ec2.send(new DeleteVpcCommand({ VpcId })))).toMatchObject(violation);
    expect(await refusal(ec2.send(new DeleteInternetGatewayCommand({ InternetGatewayId })))).toMatchObject(violation);
    await ec2.send(new DetachInternetGatewayCommand({ InternetGatewayId, VpcId }));
    const again = ec2.send(new DetachInternetGatewayCommand({ InternetGatewayId, VpcId }));
    expect(await refusal(again)).toMatchObject({ name: 'Gateway.NotAttached' });
    const { RouteTables } = await ec2.send(new DescribeRouteTablesCommand({}));
    expect(RouteTables?.[0]?.Routes?.map(({ State }) => State)).toEqual(['active', 'blackhole']);
    await ec2.send(new DeleteInternetGatewayCommand({ InternetGatewayId }));
    expect(await refusal(ec2.send(new DeleteVpcCommand({ VpcId })))).toMatchObject(violation);
    for (const SubnetId of await subnetsOf(VpcId)) await ec2.send(new DeleteSubnetCommand({ SubnetId }));
    await ec2.send(new DeleteVpcCommand({ VpcId }));
    expect(await defaultVpc()).toBeUndefined();
    expect((await ec2.send(new DescribeSecurityGroupsCommand({}))).SecurityGroups ?? []).toEqual([]);
    expect((await ec2.send(new DescribeRouteTablesCommand({}))).RouteTables ?? []).toEqual([]);
    expect(await refusal(ec2.send(new DeleteVpcCommand({ VpcId })))).toMatchObject({ name: 'InvalidVpcID.NotFound' });
  });

  it('is kept by a network interface and by a security group of its own', async () => {
    const VpcId = await defaultVpc();
    const [SubnetId = '', ...rest] = await subnetsOf(VpcId);
    const InternetGatewayId = await gatewayOf(VpcId);
    const { NetworkInterface } = await ec2.send(
      new CreateNetworkInterfaceCommand({ SubnetId, Description: 'of a function' }),
    );
    const { GroupId } = await ec2.send(new CreateSecurityGroupCommand({ GroupName: 'web', Description: 'web', VpcId }));
    const found = await ec2.send(
      new DescribeNetworkInterfacesCommand({ Filters: [{ Name: 'vpc-id', Values: [VpcId ?? ''] }] }),
    );
    expect(found.NetworkInterfaces?.map((one) => one.Description)).toEqual(['of a function']);
    expect(await refusal(ec2.send(new DeleteSubnetCommand({ SubnetId })))).toMatchObject({
      name: 'DependencyViolation',
    });

    await ec2.send(new DeleteNetworkInterfaceCommand({ NetworkInterfaceId: NetworkInterface?.NetworkInterfaceId }));
    for (const subnet of [SubnetId, ...rest]) await ec2.send(new DeleteSubnetCommand({ SubnetId: subnet }));
    await ec2.send(new DetachInternetGatewayCommand({ InternetGatewayId, VpcId }));
    expect(await refusal(ec2.send(new DeleteVpcCommand({ VpcId })))).toMatchObject({ name: 'DependencyViolation' });
    await ec2.send(new DeleteSecurityGroupCommand({ GroupId }));
    await ec2.send(new DeleteVpcCommand({ VpcId }));
    expect(await defaultVpc()).toBeUndefined();
  });

  it('does not give up its default security group', async () => {
    const { SecurityGroups } = await ec2.send(new DescribeSecurityGroupsCommand({}));
    const command = new DeleteSecurityGroupCommand({ GroupId: SecurityGroups?.[0]?.GroupId });
    expect(await refusal(ec2.send(command))).toMatchObject({ name: 'CannotDelete' });
  });

  it('can be made again, but not twice', async () => {
    expect(await refusal(ec2.send(new CreateDefaultVpcCommand({})))).toMatchObject({ name: 'DefaultVpcAlreadyExists' });
    const VpcId = await defaultVpc();
    const InternetGatewayId = await gatewayOf(VpcId);
    await ec2.send(new DetachInternetGatewayCommand({ InternetGatewayId, VpcId }));
    for (const SubnetId of await subnetsOf(VpcId)) await ec2.send(new DeleteSubnetCommand({ SubnetId }));
    await ec2.send(new DeleteVpcCommand({ VpcId }));
    const { Vpc } = await ec2.send(new CreateDefaultVpcCommand({}));
    expect(Vpc).toMatchObject({ IsDefault: true, CidrBlock: '172.31.0.0/16' });
    expect(Vpc?.VpcId).not.toBe(VpcId);
    expect(await subnetsOf(Vpc?.VpcId)).toHaveLength(3);
  });
});

describe('looking', () => {
  it('refuses ids and filters that it does not know', async () => {
    expect(await refusal(ec2.send(new DescribeVpcsCommand({ VpcIds: ['vpc-absent'] })))).toMatchObject({
      name: 'InvalidVpcID.NotFound',
      message: "The vpc ID 'vpc-absent' does not exist",
    });
    const filter = { Name: 'favourite-colour', Values: ['red'] };
    expect(await refusal(ec2.send(new DescribeVpcsCommand({ Filters: [filter] })))).toMatchObject({
      name: 'InvalidParameterValue',
    });
  });

  it('joins filters by "and", values by "or", and knows wildcards', async () => {
    const zone = (...Values: string[]) => ({ Name: 'availability-zone', Values });
    const count = async (...Filters: { Name: string; Values: string[] }[]) =>
      (await ec2.send(new DescribeSubnetsCommand({ Filters }))).Subnets?.length ?? 0;
    expect(await count(zone('eu-west-1a', 'eu-west-1c'))).toBe(2);
    expect(await count(zone('eu-west-1?'))).toBe(3);
    expect(await count(zone('eu-west-1a'), { Name: 'vpc-id', Values: ['vpc-other'] })).toBe(0);
  });

  it('does nothing on a dry run', async () => {
    const VpcId = await defaultVpc();
    expect(await refusal(ec2.send(new DeleteVpcCommand({ VpcId, DryRun: true })))).toMatchObject({
      name: 'DryRunOperation',
      status: 412,
    });
  });
});

describe('regions', () => {
  it('are those of the account, or all', async () => {
    const { Regions } = await ec2.send(new DescribeRegionsCommand({}));
    expect(Regions).toHaveLength(17);
    expect(Regions?.every(({ OptInStatus }) => OptInStatus === 'opt-in-not-required')).toBe(true);
    const all = await ec2.send(new DescribeRegionsCommand({ AllRegions: true }));
    const zurich = all.Regions?.find(({ RegionName }) => RegionName === 'eu-central-2');
    expect(zurich).toMatchObject({ OptInStatus: 'not-opted-in', Endpoint: 'ec2.eu-central-2.amazonaws.com' });
  });

  it('are found by name and by status', async () => {
    const byName = await ec2.send(new DescribeRegionsCommand({ RegionNames: ['eu-west-1'] }));
    expect(byName.Regions?.map(({ RegionName }) => RegionName)).toEqual(['eu-west-1']);
    const filter = { Name: 'opt-in-status', Values: ['opted-in', 'opt-in-not-required'] };
    const byStatus = await ec2.send(new DescribeRegionsCommand({ AllRegions: true, Filters: [filter] }));
    expect(byStatus.Regions).toHaveLength(17);
    expect(await refusal(ec2.send(new DescribeRegionsCommand({ RegionNames: ['eu-west-9'] })))).toMatchObject({
      name: 'InvalidParameterValue',
    });
  });
});

describe('EBS encryption by default', () => {
  it('is off at first, and set for one region of one account', async () => {
    const state = async (client: EC2Client) =>
      (await client.send(new GetEbsEncryptionByDefaultCommand({}))).EbsEncryptionByDefault;
    expect(await state(ec2)).toBe(false);
    await ec2.send(new EnableEbsEncryptionByDefaultCommand({}));
    expect(await state(ec2)).toBe(true);
    expect(await state(new EC2Client(world.client(undefined, 'us-east-1')))).toBe(false);
    expect(await state(new EC2Client(world.client(OTHER)))).toBe(false);
    await ec2.send(new DisableEbsEncryptionByDefaultCommand({}));
    expect(await state(ec2)).toBe(false);
  });
});
