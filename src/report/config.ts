import { MASK, type ConfigOutcome, type ShownConfig, type ShownService, type ShownValue } from '../model/config.ts';
import { dotenvLine } from '../model/dotenv.ts';
import { leafText, leavesOf } from '../model/leaves.ts';
import { clean, jsonText } from './clean.ts';
import type { Style } from './style.ts';
import { cell, tableText } from './table.ts';

/** Both kinds of configuration for a person, service by service. `home`: its region is not repeated. */
export function shownText({ environment, services }: ShownConfig, home: string, style: Style): string {
  const parts = services.map((service) => serviceText(service, home, style)).filter((text) => text !== '');
  if (parts.length === 0) return `${style.strong(environment)}: ${style.dim('no configuration')}\n`;
  return parts.join('\n');
}

function serviceText({ service, build, runtime }: ShownService, home: string, style: Style): string {
  const fixed = leavesOf(build).map(([path, value]) => [clean(path), clean(leafText(value)), style.dim('build'), '']);
  const changing = runtime.map((value) => [
    value.key + (value.region === home ? '' : style.dim(` ${value.region}`)),
    valueText(value, style),
    style.dim(sourceText(value)),
    cell(value.version === null ? '' : `version ${value.version}`),
  ]);
  if (fixed.length + changing.length === 0) return '';
  return `${style.strong(service)}\n${tableText(['name', 'value', 'from', ''], [...fixed, ...changing], style, '  ')}`;
}

function valueText({ value, secret, source }: ShownValue, style: Style): string {
  if (source === 'missing') return style.warn(secret ? 'not set yet' : 'not set; the next deployment sets it');
  return value === null ? style.dim(MASK) : clean(value);
}

function sourceText({ source }: ShownValue): string {
  return source === 'hand' ? 'set by hand' : source === 'missing' ? 'definition' : source;
}

/** The values as a file that `config set --from-file` takes again; a masked secret is named, so that nobody misses it. */
export function configFileText({ services }: ShownConfig, format: 'dotenv' | 'json', single: boolean): string {
  const parts = services.map(({ service, runtime }) => [service, inOneRegion(runtime)] as const);
  if (format === 'dotenv') return parts.flatMap(([, values]) => values.map(lineOf)).join('');
  const objects = parts.map(
    ([service, values]) => [service, Object.fromEntries(values.map(({ key, value }) => [key, value]))] as const,
  );
  const filled = objects.filter(([, values]) => Object.keys(values).length > 0);
  const content: unknown = single ? (objects[0]?.[1] ?? {}) : Object.fromEntries(filled);
  return jsonText(content);
}

function inOneRegion(values: readonly ShownValue[]): ShownValue[] {
  const present = values.filter(({ source }) => source !== 'missing');
  return [...new Map(present.toReversed().map((value) => [value.key, value])).values()].toReversed();
}

function lineOf({ key, value }: ShownValue): string {
  return value === null ? `# ${key} is a secret: --reveal shows it\n` : dotenvLine(key, value);
}

/** What was set, removed or copied. */
export function changedText({ environment, changed }: ConfigOutcome, style: Style): string {
  if (changed.length === 0) return `${style.strong(environment)}: ${style.good('nothing to do')}\n`;
  const rows = changed.map(({ service, key, region, action, secret, version }) => [
    `${service}/${key}`,
    region,
    action === 'delete' ? style.warn('removed') : style.good(action === 'create' ? 'set' : 'changed'),
    version === null ? '' : `version ${version}`,
    secret ? style.dim('secret') : '',
  ]);
  return `${style.strong(environment)}\n${tableText(['key', 'region', '', '', ''], rows, style, '  ')}`;
}
