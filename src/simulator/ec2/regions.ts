/** Regions of the partition `aws` that every account has from the start. */
const USUAL = [
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
] as const;

/** Regions that an account has to be opted in to: those opened since March 2019. */
const OPT_IN = [
  'af-south-1',
  'ap-east-1',
  'ap-east-2',
  'ap-south-2',
  'ap-southeast-3',
  'ap-southeast-4',
  'ap-southeast-5',
  'ap-southeast-6',
  'ap-southeast-7',
  'ca-west-1',
  'eu-central-2',
  'eu-south-1',
  'eu-south-2',
  'il-central-1',
  'me-central-1',
  'me-south-1',
  'mx-central-1',
] as const;

export interface Region {
  readonly name: string;
  /** True for one that has to be opted in to. */
  readonly optIn: boolean;
}

/** By name. */
export const REGIONS: readonly Region[] = [
  ...USUAL.map((name) => ({ name, optIn: false })),
  ...OPT_IN.map((name) => ({ name, optIn: true })),
].sort((one, other) => (one.name < other.name ? -1 : 1));

const ZONES: Readonly<Record<string, string>> = { 'us-east-1': 'abcdef', 'us-west-1': 'ac', 'us-west-2': 'abcd' };

/** Names and ids of a region's availability zones that the default VPC reaches into: three, where nothing else is known. */
export function zonesOf(region: string): { name: string; id: string }[] {
  const code = shortCode(region);
  return (ZONES[region] ?? 'abc').split('').map((letter, index) => ({
    name: region + letter,
    id: `${code}-az${String(index + 1)}`,
  }));
}

/** `euw1` for eu-west-1, `apne1` for ap-northeast-1. */
function shortCode(region: string): string {
  const [area = '', direction = '', number = ''] = region.split('-');
  return area + direction.replaceAll(/(north|south|east|west|central)/g, (word) => word.charAt(0)) + number;
}
