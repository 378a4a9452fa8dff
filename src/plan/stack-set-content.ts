import type { StackSet } from '../aws/types/stack-sets.ts';
import { canonical } from '../model/json.ts';
import type { StackSetContent } from '../model/stack-set.ts';
import { templateText } from '../template/text.ts';

/** Why what the set has is not what is wanted; empty when it is. A set says all of it itself: no digest has to be kept. */
export function contentDifferences(set: StackSet, wanted: StackSetContent): string[] {
  return [
    ...(set.body === templateText(wanted.template) ? [] : ['template']),
    ...differing(set.parameters, wanted.parameters).map((name) => `parameter ${name}`),
    ...differing(set.tags, wanted.tags).map((name) => `tag ${name}`),
    ...(canonical([...set.capabilities].sort()) === canonical([...wanted.capabilities].sort()) ? [] : ['capabilities']),
    ...(set.autoDeploy === wanted.autoDeploy ? [] : ['automatic deployment']),
  ];
}

/** A parameter that is left out has its default in both. */
function differing(now: Readonly<Record<string, string>>, wanted: Readonly<Record<string, string>>): string[] {
  const names = new Set([...Object.keys(now), ...Object.keys(wanted)]);
  return [...names].sort().filter((name) => now[name] !== wanted[name]);
}
