import { textOf, wholeOf, type Input } from '../input.ts';
import type { Call } from '../service.ts';
import { illegal, noSuchResource } from './faults.ts';
import { QUOTAS, type Quota } from './quotas.ts';

const PAGE = 100;
const HOME = 'us-east-1';

/** A member that must be there. */
export function required(input: Input, key: string): string {
  const value = textOf(input, key);
  if (value === null || value === '') throw illegal(`${key} must not be empty.`);
  return value;
}

/** The quotas of the service that an input names, as a region knows them: those without a region only in us-east-1. */
export function quotasIn(input: Input, { region }: Call): readonly Quota[] {
  const service = required(input, 'ServiceCode');
  const found = QUOTAS.filter((quota) => quota.service === service && (!quota.global || region === HOME));
  if (found.length === 0)
    throw noSuchResource(`The request failed because the specified service ${service} does not exist.`);
  const code = textOf(input, 'QuotaCode');
  return code === null ? found : found.filter((quota) => quota.code === code);
}

/** The one quota that an input names. */
export function quotaIn(input: Input, call: Call): Quota {
  const code = required(input, 'QuotaCode');
  const quota = quotasIn(input, call).find((each) => each.code === code);
  if (quota === undefined)
    throw noSuchResource(`The request failed because the specified quota ${code} does not exist.`);
  return quota;
}

/** One page of a list; the token is the number of items before it. */
export function pageOf<T>(all: readonly T[], input: Input): { items: readonly T[]; NextToken: string | undefined } {
  const start = Number(textOf(input, 'NextToken') ?? 0);
  const end = start + (wholeOf(input, 'MaxResults') ?? PAGE);
  return { items: all.slice(start, end), NextToken: end < all.length ? String(end) : undefined };
}
