import { flagOf, textsOf, type Input } from '../input.ts';
import { AwsFault, type Call, type Operation } from '../service.ts';
import { REGIONS, type Region } from './regions.ts';
import { filtersIn, matches, type Filters } from './select.ts';
import { networkOf } from './store.ts';

const FILTERS: Filters<Region> = {
  'region-name': ({ name }) => name,
  'opt-in-status': optInStatus,
  endpoint: ({ name }) => endpoint(name),
};

/** Those that the account has, unless all are asked for. */
function describeRegions(input: Input): Record<string, unknown> {
  const names = textsOf(input, 'RegionName');
  const unknown = names.find((name) => !REGIONS.some((region) => region.name === name));
  if (unknown !== undefined) throw new AwsFault('InvalidParameterValue', `Invalid region name: ${unknown}`);
  const all = flagOf(input, 'AllRegions') === true;
  const wanted = filtersIn(input, FILTERS);
  const found = REGIONS.filter((region) => all || !region.optIn)
    .filter(({ name }) => names.length === 0 || names.includes(name))
    .filter((region) => wanted.every(({ read, values }) => matches(read(region), values)));
  return {
    regionInfo: found.map((region) => ({
      regionName: region.name,
      regionEndpoint: endpoint(region.name),
      optInStatus: optInStatus(region),
    })),
  };
}

function optInStatus({ optIn }: Region): string {
  return optIn ? 'not-opted-in' : 'opt-in-not-required';
}

function endpoint(region: string): string {
  return `ec2.${region}.amazonaws.com`;
}

function getEbsEncryption(_input: Input, call: Call): Record<string, unknown> {
  const { ebsEncryption } = networkOf(call);
  return { ebsEncryptionByDefault: ebsEncryption, sseType: ebsEncryption ? 'sse-ebs' : 'none' };
}

function setEbsEncryption(on: boolean): Operation {
  return (_input, call) => {
    networkOf(call).ebsEncryption = on;
    return { ebsEncryptionByDefault: on };
  };
}

/** Regions of the account, and settings of one region. */
export const settingOperations: Readonly<Record<string, Operation>> = {
  DescribeRegions: describeRegions,
  GetEbsEncryptionByDefault: getEbsEncryption,
  EnableEbsEncryptionByDefault: setEbsEncryption(true),
  DisableEbsEncryptionByDefault: setEbsEncryption(false),
};
