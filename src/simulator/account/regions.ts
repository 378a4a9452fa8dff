import { REGIONS, type Region } from '../ec2/regions.ts';
import { textOf, textsOf, wholeOf, type Input } from '../input.ts';
import { drop } from '../record.ts';
import type { Call, Operation, Task } from '../service.ts';
import { conflict, invalid, tooMany } from './faults.ts';
import { required } from './fields.ts';
import { changingRegions, optStatus, settingsOf } from './store.ts';
import { subjectOf } from './subject.ts';

/** Account Management user guide, quotas: regions that may be changing at a time in an account and in an organization. */
const MAX_CHANGING = { account: 6, organization: 50 };
const PAGE = 50;

/** Takes `regionOptMs`. One that is enabled, or being enabled, stays so. */
export const enableRegion: Operation = (input, call) => change(input, call, 'ENABLING', ['ENABLING', 'ENABLED']);

export const disableRegion: Operation = (input, call) => change(input, call, 'DISABLING', ['DISABLING', null]);

function change(
  input: Input,
  call: Call,
  to: 'ENABLING' | 'DISABLING',
  already: readonly (string | null)[],
): Record<string, unknown> {
  const account = subjectOf(input, call);
  const region = regionIn(input);
  if (!region.optIn) throw invalid('RegionName', `${region.name} is enabled by default and cannot be changed.`);
  const status = optStatus(call.state, account, region.name);
  if (already.includes(status)) return {};
  if (status === 'ENABLING' || status === 'DISABLING') throw conflict(`${region.name} is ${status}.`);
  const { regions } = settingsOf(call.state, account);
  const changing = Object.values(regions).filter((one) => one !== 'ENABLED').length;
  if (changing >= MAX_CHANGING.account || changingRegions(call.state) >= MAX_CHANGING.organization) {
    throw tooMany('Too many regions are being enabled or disabled at the same time.');
  }
  regions[region.name] = to;
  call.schedule(call.settings.regionOptMs, 'account', 'region-changed', { account, region: region.name });
  return {};
}

/** The end of an enabling or disabling. */
export const regionChanged: Task = (data, call) => {
  const { account, region } = data as { account: string; region: string };
  const { regions } = settingsOf(call.state, account);
  if (regions[region] === 'ENABLING') regions[region] = 'ENABLED';
  else drop(regions, region);
};

export const getRegionOptStatus: Operation = (input, call) => {
  const account = subjectOf(input, call);
  const region = regionIn(input);
  return { RegionName: region.name, RegionOptStatus: statusText(region, account, call) };
};

export const listRegions: Operation = (input, call) => {
  const account = subjectOf(input, call);
  const wanted = textsOf(input, 'RegionOptStatusContains');
  const all = REGIONS.map((region) => ({
    RegionName: region.name,
    RegionOptStatus: statusText(region, account, call),
  }));
  const found = all.filter(({ RegionOptStatus: status }) => wanted.length === 0 || wanted.includes(status));
  const start = Number(textOf(input, 'NextToken') ?? 0);
  const end = start + (wholeOf(input, 'MaxResults') ?? PAGE);
  return { Regions: found.slice(start, end), NextToken: end < found.length ? String(end) : undefined };
};

function statusText(region: Region, account: string, call: Call): string {
  if (!region.optIn) return 'ENABLED_BY_DEFAULT';
  return optStatus(call.state, account, region.name) ?? 'DISABLED';
}

function regionIn(input: Input): Region {
  const name = required(input, 'RegionName');
  const region = REGIONS.find((each) => each.name === name);
  if (region === undefined) throw invalid('RegionName', `${name} is no region.`);
  return region;
}
