import { nameHint, nearest } from './nearest.ts';

/** Of all partitions, by area: the endpoint rules of the AWS SDK name them, and a test compares. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  af: ['south-1'],
  ap: ['east-1', 'east-2', 'northeast-1', 'northeast-2', 'northeast-3', 'south-1', 'south-2'].concat(
    [1, 2, 3, 4, 5, 6, 7].map((number) => `southeast-${number}`),
  ),
  ca: ['central-1', 'west-1'],
  cn: ['north-1', 'northwest-1'],
  eu: ['central-1', 'central-2', 'north-1', 'south-1', 'south-2', 'west-1', 'west-2', 'west-3'],
  'eu-isoe': ['west-1'],
  'eusc-de': ['east-1'],
  il: ['central-1'],
  me: ['central-1', 'south-1', 'west-1'],
  mx: ['central-1'],
  sa: ['east-1', 'west-1'],
  us: ['east-1', 'east-2', 'west-1', 'west-2'],
  'us-gov': ['east-1', 'west-1'],
  'us-iso': ['east-1', 'west-1'],
  'us-isob': ['east-1', 'west-1'],
  'us-isof': ['east-1', 'south-1'],
};

/** What stands before the number in the name of every region that AWS has ever opened. */
const DIRECTION = /-(?:central|north|south|(?:north|south)?(?:east|west))-\d{1,2}$/;

/** Names of regions of this version. AWS opens more: one that is missing is not wrong for that. */
export function knownRegions(): string[] {
  return Object.entries(KNOWN).flatMap(([area, places]) => places.map((place) => `${area}-${place}`));
}

/** What is odd about the name of a region, which is `misspelt`, or `unknown` and perhaps new; null for nothing. */
export function regionDoubt(name: string): { readonly kind: 'misspelt' | 'unknown'; readonly hint: string } | null {
  const known = knownRegions();
  if (known.includes(name)) return null;
  if (!DIRECTION.test(name)) {
    return { kind: 'misspelt', hint: nameHint(name, known) ?? 'write it like eu-west-1' };
  }
  const near = nearest(name, known);
  return { kind: 'unknown', hint: near === null ? 'is it spelt right?' : `did you mean ${near}?` };
}
