import { itemsOf, textOf, textsOf, type Input } from '../input.ts';
import { drop, own, put } from '../record.ts';
import type { Call, Operation } from '../service.ts';
import { noteTagChange } from '../tagging/copies.ts';
import { constraintViolation, invalidInput, notFound } from './faults.ts';
import { required } from './fields.ts';
import { asReader } from './delegated.ts';
import { asManagement, type Member } from './member.ts';
import { findPolicy } from './policy-store.ts';

const MAX_TAGS = 50;
const TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** Adds tags to an account, a unit, a policy or the root, or gives them other values. */
export const tagResource: Operation = (input, call) => {
  const member = asManagement(call);
  const id = taggable(member, required(input, 'ResourceId'), call);
  setTags(member, id, { ...own(member.tags, id), ...readTags(input) }, call);
  return {};
};

export const untagResource: Operation = (input, call) => {
  const member = asManagement(call);
  const id = taggable(member, required(input, 'ResourceId'), call);
  const tags = { ...own(member.tags, id) };
  for (const key of textsOf(input, 'TagKeys')) drop(tags, key);
  setTags(member, id, tags, call);
  return {};
};

/** All in one page: there are never more than fifty. */
export const listTagsForResource: Operation = (input, call) => {
  const member = asReader(call);
  const id = taggable(member, required(input, 'ResourceId'), call);
  return { Tags: Object.entries(own(member.tags, id) ?? {}).map(([Key, Value]) => ({ Key, Value })) };
};

/** The input's Tags; throws InvalidInputException for the first that AWS would not take, ConstraintViolationException for too many. */
export function readTags(input: Input): Record<string, string> {
  const tags: Record<string, string> = {};
  for (const item of itemsOf(input, 'Tags')) {
    const key = textOf(item, 'Key') ?? '';
    const value = textOf(item, 'Value');
    checkTag(key, value);
    if (own(tags, key) !== undefined) throw invalidInput('DUPLICATE_TAG_KEY', `The tag key ${key} is given twice.`);
    put(tags, key, value ?? '');
  }
  checkCount(tags);
  return tags;
}

function setTags(member: Member, id: string, tags: Record<string, string>, { state, now }: Call): void {
  checkCount(tags);
  noteTagChange(state, id, own(member.tags, id) ?? null, now);
  put(member.tags, id, tags);
}

function checkTag(key: string, value: string | null): void {
  if (value === null) throw invalidInput('INPUT_REQUIRED', `The tag ${key} has no value.`);
  if (key === '') throw invalidInput('MIN_LENGTH_EXCEEDED', 'A tag key has fewer than 1 character.');
  if (key.length > 128 || value.length > 256) throw invalidInput('MAX_LENGTH_EXCEEDED', `The tag ${key} is too long.`);
  if (/^aws:/i.test(key)) throw invalidInput('INVALID_SYSTEM_TAGS_PARAMETER', `The tag key ${key} begins with aws:.`);
  if (!TEXT.test(key) || !TEXT.test(value)) {
    throw invalidInput('INVALID_PATTERN', `The tag ${key} has characters that tags cannot have.`);
  }
}

function checkCount(tags: Record<string, string>): void {
  if (Object.keys(tags).length <= MAX_TAGS) return;
  throw constraintViolation('MAX_TAG_LIMIT_EXCEEDED', `A resource has at most ${String(MAX_TAGS)} tags.`);
}

function taggable(member: Member, id: string, { state }: Call): string {
  const known =
    id === member.organization.root || Object.hasOwn(member.units, id) || Object.hasOwn(member.accounts, id);
  if (!known && findPolicy(state, id) === undefined) throw notFound('Target', id);
  return id;
}
