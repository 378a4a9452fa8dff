import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { EC2 } from '@aws-sdk/client-ec2';
import { SSM } from '@aws-sdk/client-ssm';
import type { Tour } from './tour.ts';

/** Parameters of all types, with versions, labels and tags. */
export const ssm: Tour = async ({ client }) => {
  const aws = new SSM(client());
  const Name = '/app/dev/KEY';
  await aws.putParameter({ Name, Value: 'a', Type: 'String', Tags: [{ Key: 'a', Value: 'b' }], AllowedPattern: '.*' });
  await aws.putParameter({ Name, Value: 'b', Type: 'String', Overwrite: true, Description: 'changed' });
  await aws.putParameter({ Name: '/app/dev/SECRET', Value: 'x', Type: 'SecureString', Tier: 'Advanced' });
  await aws.putParameter({ Name: '/app/dev/LIST', Value: 'a,b', Type: 'StringList' });
  await aws.labelParameterVersion({ Name, ParameterVersion: 1, Labels: ['old', '1wrong'] });
  await aws.getParameter({ Name: `${Name}:old` });
  await aws.getParameters({ Names: [Name, '/app/dev/SECRET', '/none'], WithDecryption: true });
  await aws.getParametersByPath({ Path: '/app', Recursive: true });
  await aws.getParameterHistory({ Name, WithDecryption: true });
  await aws.describeParameters({});
  const resource = { ResourceType: 'Parameter', ResourceId: Name } as const;
  await aws.addTagsToResource({ ...resource, Tags: [{ Key: 'c', Value: 'd' }] });
  await aws.listTagsForResource(resource);
  await aws.removeTagsFromResource({ ...resource, TagKeys: ['c'] });
  await aws.deleteParameter({ Name });
  await aws.deleteParameters({ Names: ['/app/dev/SECRET', '/none'] });
};

/** Lines of a group. */
export const logs: Tour = async ({ client }) => {
  const aws = new CloudWatchLogs(client());
  const group = { logGroupName: '/aws/lambda/notes' };
  await aws.createLogGroup(group);
  await aws.createLogStream({ ...group, logStreamName: 'one' });
  await aws.describeLogGroups({});
  await aws.putLogEvents({ ...group, logStreamName: 'one', logEvents: [{ timestamp: 1, message: 'a' }] });
  await aws.filterLogEvents(group);
  await aws.deleteLogGroup(group);
};

/** The default VPC, until it is gone and made again. */
export const ec2: Tour = async ({ client }) => {
  const aws = new EC2(client());
  await aws.describeRegions({ AllRegions: true });
  const VpcId = (await aws.describeVpcs({})).Vpcs?.[0]?.VpcId ?? '';
  const subnets = (await aws.describeSubnets({})).Subnets?.map(({ SubnetId = '' }) => SubnetId) ?? [];
  const gateways = (await aws.describeInternetGateways({})).InternetGateways ?? [];
  await aws.describeSecurityGroups({});
  await aws.describeRouteTables({});
  const { GroupId = '' } = await aws.createSecurityGroup({ GroupName: 'g', Description: 'g', VpcId });
  const { NetworkInterface } = await aws.createNetworkInterface({ SubnetId: subnets[0] ?? '', Groups: [GroupId] });
  await aws.describeNetworkInterfaces({});
  await aws.deleteNetworkInterface({ NetworkInterfaceId: NetworkInterface?.NetworkInterfaceId ?? '' });
  await aws.deleteSecurityGroup({ GroupId });
  for (const { InternetGatewayId = '' } of gateways) {
    await aws.detachInternetGateway({ InternetGatewayId, VpcId });
    await aws.describeInternetGateways({});
    await aws.deleteInternetGateway({ InternetGatewayId });
  }
  for (const SubnetId of subnets) await aws.deleteSubnet({ SubnetId });
  await aws.deleteVpc({ VpcId });
  await aws.createDefaultVpc({});
  await aws.enableEbsEncryptionByDefault({});
  await aws.getEbsEncryptionByDefault({});
  await aws.disableEbsEncryptionByDefault({});
};
