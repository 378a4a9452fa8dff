import { MASK } from '../model/config.ts';
import { leafText } from '../model/leaves.ts';
import type { ConfigDifference, RuntimeDifference, ServiceDifference } from '../model/config-difference.ts';
import { clean } from './clean.ts';
import type { Style } from './style.ts';
import { tableText } from './table.ts';

/** Two environments side by side, service by service. */
export function differenceText({ left, right, services }: ConfigDifference, style: Style): string {
  if (services.length === 0) {
    return `${style.strong(left)} and ${style.strong(right)}: ${style.good('no difference')}\n`;
  }
  return services.map((service) => serviceText(service, [left, right], style)).join('\n');
}

function serviceText(
  { service, in: side, build, runtime }: ServiceDifference,
  [left, right]: readonly [string, string],
  style: Style,
): string {
  if (side !== 'both') {
    return `${style.strong(service)} ${style.dim(`deployed in ${side === 'left' ? left : right} only`)}\n`;
  }
  const rows = [
    ...build.map((value) => [
      clean(value.name),
      ...pair(value.in, leafText(value.left), leafText(value.right), style),
      style.dim('build'),
    ]),
    ...runtime.map((value) => [
      value.name,
      ...pair(value.in, maskedText(value, value.left), maskedText(value, value.right), style),
      style.dim(value.secret && value.in === 'both' ? 'runtime: the secrets differ' : 'runtime'),
    ]),
  ];
  return `${style.strong(service)}\n${tableText(['', left, right, ''], rows, style, '  ')}`;
}

function maskedText({ secret }: RuntimeDifference, value: string | null): string {
  return secret ? MASK : (value ?? '');
}

/** Both sides; a dash where there is nothing. */
function pair(side: ServiceDifference['in'], left: string, right: string, style: Style): [string, string] {
  const nothing = style.dim('-');
  return [side === 'right' ? nothing : clean(left), side === 'left' ? nothing : clean(right)];
}
