import { itemsOf, textOf, textsOf, type Input } from '../input.ts';
import { own } from '../record.ts';
import { AwsFault } from '../service.ts';
import { latest, type Parameter } from './store.ts';

export interface Filter {
  readonly key: string;
  readonly option: string;
  readonly values: readonly string[];
}

/** ParameterFilters of a request. Throws InvalidFilterKey, InvalidFilterOption and InvalidFilterValue. */
export function filtersOf(input: Input, keys: readonly string[]): Filter[] {
  return itemsOf(input, 'ParameterFilters').map((item) => {
    const key = textOf(item, 'Key') ?? '';
    const values = textsOf(item, 'Values');
    if (!keys.includes(key) && !(key.startsWith('tag:') && keys.includes('tag:'))) {
      const message = `The following filter key is not valid: ${key}. Valid filter keys include: [${keys.join(', ')}].`;
      throw new AwsFault('InvalidFilterKey', message);
    }
    const option = textOf(item, 'Option') ?? (key === 'Path' ? 'OneLevel' : 'Equals');
    checkOption(key, option);
    if (values.length === 0 && !key.startsWith('tag:')) {
      throw new AwsFault('InvalidFilterValue', `The following filter values are missing : null for filter key ${key}`);
    }
    return { key, option, values };
  });
}

function checkOption(key: string, option: string): void {
  const allowed = optionsFor(key);
  if (allowed.includes(option)) return;
  const message = `The following filter option is not valid: ${option}. Valid options include: [${allowed.join(', ')}].`;
  throw new AwsFault('InvalidFilterOption', message);
}

function optionsFor(key: string): string[] {
  if (key === 'Path') return ['OneLevel', 'Recursive'];
  return key === 'Name' ? ['BeginsWith', 'Contains', 'Equals'] : ['BeginsWith', 'Equals'];
}

/** Filters are joined by "and", the values of one filter by "or". */
export function matchesAll(parameter: Parameter, filters: readonly Filter[]): boolean {
  return filters.every((filter) => matches(parameter, filter));
}

function matches(parameter: Parameter, { key, option, values }: Filter): boolean {
  if (key === 'Path') return values.some((path) => isBelow(parameter.name, path, option === 'Recursive'));
  const candidates = valuesFor(parameter, key);
  if (values.length === 0) return candidates.length > 0;
  return candidates.some((candidate) => values.some((value) => compare(candidate, value, option)));
}

function valuesFor(parameter: Parameter, key: string): string[] {
  const version = latest(parameter);
  const known: Record<string, string[]> = {
    Name: [parameter.name],
    Type: [version.type],
    KeyId: version.keyId === null ? [] : [version.keyId],
    Tier: [version.tier],
    DataType: [version.dataType],
    Label: parameter.versions.flatMap(({ labels }) => labels),
  };
  const tag = key.startsWith('tag:') ? own(parameter.tags, key.slice('tag:'.length)) : undefined;
  return own(known, key) ?? (tag === undefined ? [] : [tag]);
}

function compare(candidate: string, value: string, option: string): boolean {
  if (option === 'BeginsWith') return candidate.startsWith(value);
  return option === 'Contains' ? candidate.includes(value) : candidate === value;
}

function isBelow(name: string, path: string, recursive: boolean): boolean {
  const prefix = path.endsWith('/') ? path : `${path}/`;
  return name.startsWith(prefix) && (recursive || !name.slice(prefix.length).includes('/'));
}
