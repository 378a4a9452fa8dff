import { optStatus } from '../account/store.ts';
import { flagOf, textsOf, type Input } from '../input.ts';
import { AwsFault, type Call, type Operation } from '../service.ts';
import { REGIONS, type Region } from './regions.ts';
import { filtersIn, matches, type Filters } from './select.ts';
import { networkOf } from './store.ts';

/** A region as an account sees it. */
interface Seen {
  readonly name: string;
  readonly status: 'opt-in-not-required' | 'opted-in' | 'not-opted-in';
}

const FILTERS: Filters<Seen> = {
  'region-name': ({ name }) => name,
  'opt-in-status': ({ status }) => status,
  endpoint: ({ name }) => endpoint(name),
};

/** Those that the account has, unless all are asked for. */
function describeRegions(input: Input, call: Call): Record<string, unknown> {
  const names = textsOf(input, 'RegionName');
  const unknown = names.find((name) => !REGIONS.some((region) => region.name === name));
  if (unknown !== undefined) throw new AwsFault('InvalidParameterValue', `Invalid region name: ${unknown}`);
  const all = flagOf(input, 'AllRegions') === true;
  const wanted = filtersIn(input, FILTERS);
  const found = REGIONS.map((region) => seenBy(call, region))
    .filter(({ status }) => all || status !== 'not-opted-in')
    .filter(({ name }) => names.length === 0 || names.includes(name))
    .filter((region) => wanted.every(({ read, values }) => matches(read(region), values)));
  return {
    regionInfo: found.map((region) => ({
      regionName: region.name,
      regionEndpoint: endpoint(region.name),
      optInStatus: region.status,
    })),
  };
}

function seenBy({ state, account }: Call, { name, optIn }: Region): Seen {
  if (!optIn) return { name, status: 'opt-in-not-required' };
  return { name, status: optStatus(state, account, name) === 'ENABLED' ? 'opted-in' : 'not-opted-in' };
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
