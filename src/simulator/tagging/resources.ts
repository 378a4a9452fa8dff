import { itemsOf, textOf, textsOf, wholeOf, type Input } from '../input.ts';
import { arnOf } from '../organizations/present.ts';
import type { Member } from '../organizations/member.ts';
import { organizationsOf } from '../organizations/store.ts';
import { AwsFault, type Call, type Operation } from '../service.ts';
import { copiedTags, type Tags } from './copies.ts';

interface Resource {
  readonly arn: string;
  readonly tags: Tags;
}

/** Resources without a region are known there alone. */
const HOME = 'us-east-1';
const PAGE = 50;
const MAX_PAGE = 100;

/** Tagged resources that fit the filters, as the copy of their tags shows them, with all of their tags. */
export const getResources: Operation = (input, call) => {
  const found = kindsOf(input)
    .flatMap((kind) => resourcesOf(kind, call))
    .filter(({ tags }) => fits(tags, itemsOf(input, 'TagFilters')));
  const start = startOf(textOf(input, 'PaginationToken'), found.length);
  const end = start + pageSize(input);
  return {
    ResourceTagMappingList: found.slice(start, end).map(present),
    PaginationToken: end < found.length ? tokenOf(end) : '',
  };
};

const KINDS = ['account', 'ou'] as const;
type Kind = (typeof KINDS)[number];
const NAMES: Readonly<Record<Kind, string>> = { account: 'account', ou: 'organizationalunit' };

/** The simulator has no copy of other services' tags: to answer with an empty list would not be true. */
function kindsOf(input: Input): Kind[] {
  const filters = textsOf(input, 'ResourceTypeFilters');
  const isHere = (filter: string): boolean => /^organizations(:|$)/.test(filter);
  if (filters.length === 0 || !filters.every(isHere) || 'ResourceARNList' in input) {
    throw new AwsFault('NotImplemented', 'the simulator has the tags of organizations resources alone here', 501);
  }
  return KINDS.filter((kind) =>
    filters.some((filter) => ['organizations', `organizations:${NAMES[kind]}`].includes(filter)),
  );
}

/** Only the management account, in us-east-1, has any. */
function resourcesOf(kind: Kind, { state, account, region, now }: Call): Resource[] {
  const all = organizationsOf(state);
  if (all.organization?.management !== account || region !== HOME) return [];
  const member: Member = { ...all, organization: all.organization };
  return Object.keys(kind === 'account' ? all.accounts : all.units).flatMap((id) => {
    const tags = copiedTags(state, id, all.tags[id] ?? null, now);
    return tags === null || Object.keys(tags).length === 0 ? [] : [{ arn: arnOf(member, kind, id), tags }];
  });
}

/** Every filter names a key, and the values of which one is wanted; any when it names none. */
function fits(tags: Tags, filters: readonly Input[]): boolean {
  return filters.every((filter) => {
    const value = tags[textOf(filter, 'Key') ?? ''];
    const wanted = textsOf(filter, 'Values');
    return value !== undefined && (wanted.length === 0 || wanted.includes(value));
  });
}

function present({ arn, tags }: Resource): Record<string, unknown> {
  return { ResourceARN: arn, Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
}

function pageSize(input: Input): number {
  const size = wholeOf(input, 'ResourcesPerPage') ?? PAGE;
  if (size < 1 || size > MAX_PAGE) throw invalid(`ResourcesPerPage must be between 1 and ${String(MAX_PAGE)}`);
  return size;
}

function tokenOf(start: number): string {
  return Buffer.from(`from/${String(start)}`).toString('base64url');
}

function startOf(token: string | null, count: number): number {
  if (token === null || token === '') return 0;
  const start = Number(/^from\/(\d+)$/.exec(Buffer.from(token, 'base64url').toString())?.[1] ?? Number.NaN);
  if (Number.isNaN(start) || start > count) throw invalid('The PaginationToken is not valid');
  return start;
}

function invalid(message: string): AwsFault {
  return new AwsFault('InvalidParameterException', message);
}
