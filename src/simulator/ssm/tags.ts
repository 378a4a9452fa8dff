import { tagsOf, textOf, textsOf, type Input } from '../input.ts';
import { drop, put } from '../record.ts';
import { AwsFault, type Call, type Operation } from '../service.ts';
import { findParameter, type Parameter } from './store.ts';

const MAX_TAGS = 50;

/** Tags of parameters; no other kind of Systems Manager resource is there. */
export const tagOperations: Readonly<Record<string, Operation>> = {
  AddTagsToResource: add,
  RemoveTagsFromResource: remove,
  ListTagsForResource: list,
};

function add(input: Input, call: Call): Record<string, unknown> {
  const { tags } = tagged(input, call);
  const added = Object.entries(tagsOf(input, 'Tags'));
  if (new Set([...Object.keys(tags), ...added.map(([key]) => key)]).size > MAX_TAGS) {
    throw new AwsFault(
      'TooManyTagsError',
      'The Targets parameter includes too many tags. Remove one or more tags and try the command again.',
    );
  }
  for (const [key, value] of added) put(tags, key, value);
  return {};
}

function remove(input: Input, call: Call): Record<string, unknown> {
  const { tags } = tagged(input, call);
  for (const key of textsOf(input, 'TagKeys')) drop(tags, key);
  return {};
}

function list(input: Input, call: Call): Record<string, unknown> {
  const { tags } = tagged(input, call);
  return { TagList: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
}

function tagged(input: Input, call: Call): Parameter {
  const type = textOf(input, 'ResourceType');
  if (type !== 'Parameter') throw new AwsFault('InvalidResourceType', `${String(type)} is not a valid resource type.`);
  const parameter = findParameter(call, textOf(input, 'ResourceId') ?? '');
  if (parameter === undefined) throw new AwsFault('InvalidResourceId', '');
  return parameter;
}
