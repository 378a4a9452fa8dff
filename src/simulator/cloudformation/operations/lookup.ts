import { textOf, type Input } from '../../input.ts';
import { AwsFault } from '../../service.ts';
import type { ChangeSetRecord } from '../change-record.ts';
import { constraintError, validationError } from '../faults.ts';
import { regionOf, type Site } from '../site.ts';
import type { StackRecord } from '../stack-record.ts';

/** By name, or by id; a deleted stack is found by its id only. */
export function findStack(nameOrId: string, site: Site): StackRecord | null {
  const { stacks } = regionOf(site);
  if (nameOrId.startsWith('arn:')) return stacks[nameOrId] ?? null;
  return Object.values(stacks).find((stack) => stack.name === nameOrId && stack.deleted === null) ?? null;
}

/** How the operations word that there is no such stack: they do not agree. */
export type Missing = 'brackets' | 'id' | 'quotes';

/** The stack that `StackName` names; throws ValidationError when there is none. */
export function requestStack(input: Input, site: Site, missing: Missing): StackRecord {
  const name = requiredText(input, 'StackName');
  const stack = findStack(name, site);
  if (stack === null) throw noStack(name, missing);
  return stack;
}

/** The same for operations that change a stack: a deleted one is not there. */
export function requestLiveStack(input: Input, site: Site, missing: Missing): StackRecord {
  const stack = requestStack(input, site, missing);
  if (stack.deleted !== null) throw noStack(stack.id, missing);
  return stack;
}

export function noStack(name: string, missing: Missing): AwsFault {
  const texts = { brackets: `Stack [${name}]`, id: `Stack with id ${name}`, quotes: `Stack '${name}'` };
  return validationError(`${texts[missing]} does not exist`);
}

/** The change set that a request names, by ARN or by name and stack; null when there is none. Throws when the stack is missing. */
export function findChangeSet(input: Input, site: Site): ChangeSetRecord | null {
  const name = requiredText(input, 'ChangeSetName');
  const { changeSets } = regionOf(site);
  if (name.startsWith('arn:')) return changeSets[name] ?? null;
  if (textOf(input, 'StackName') === null) {
    throw validationError('StackName must be specified if ChangeSetName is not specified as an ARN.');
  }
  const stack = requestStack(input, site, 'brackets');
  return Object.values(changeSets).find((item) => item.name === name && item.stackId === stack.id) ?? null;
}

/** The same; throws ChangeSetNotFound when there is none. */
export function requestChangeSet(input: Input, site: Site): ChangeSetRecord {
  const found = findChangeSet(input, site);
  if (found !== null) return found;
  throw new AwsFault('ChangeSetNotFound', `ChangeSet [${requiredText(input, 'ChangeSetName')}] does not exist`, 404);
}

/** A member that must be given; throws ValidationError in the service model's words. */
export function requiredText(input: Input, key: string): string {
  const value = textOf(input, key);
  if (value !== null && value !== '') return value;
  throw constraintError('', memberName(key), 'Member must have length greater than or equal to 1');
}

/** Source: API reference, patterns of StackName and ChangeSetName. */
export function checkName(name: string, key: 'StackName' | 'ChangeSetName' | 'StackSetName'): void {
  const member = memberName(key);
  if (!/^[a-zA-Z][-a-zA-Z0-9]*$/.test(name)) {
    throw constraintError(name, member, 'Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*');
  }
  if (name.length > 128) throw constraintError(name, member, 'Member must have length less than or equal to 128');
}

function memberName(key: string): string {
  return key.charAt(0).toLowerCase() + key.slice(1);
}
