import type { Input } from '../input.ts';
import type { Call } from '../service.ts';
import { filtersOf, matchesAll } from './filters.ts';
import { pageOf } from './pages.ts';
import { presentMetadata } from './present.ts';
import { byName } from './read.ts';
import { latest, parameterArn, parametersOf } from './store.ts';

const KEYS = ['Name', 'Type', 'KeyId', 'Path', 'Tier', 'DataType', 'Label', 'tag:'];
const PAGE = { limit: 50, usual: 10 };

/** DescribeParameters: everything but the values. */
export function describeParameters(input: Input, call: Call): Record<string, unknown> {
  const filters = filtersOf(input, KEYS);
  const found = Object.values(parametersOf(call))
    .filter((parameter) => matchesAll(parameter, filters))
    .sort(byName);
  const page = pageOf(found, input, PAGE);
  const shown = page.items.map((parameter) => ({
    ...presentMetadata(parameter, latest(parameter)),
    ARN: parameterArn(call, parameter.name),
  }));
  return { Parameters: shown, NextToken: page.nextToken };
}
