import type { DeployOutcome, DestroyOutcome, ServiceOutcome } from '../model/outcome.ts';
import { clean } from './clean.ts';
import { flow, listed } from './layout.ts';
import type { Paint, Style } from './style.ts';
import { tableText } from './table.ts';

/** What a deployment did, service by service, and the addresses that it gives. */
export function deployText(outcome: DeployOutcome, style: Style, interrupted = false): string {
  if (outcome.outcome === 'unchanged') return `${style.strong(outcome.environment)}: ${style.good('nothing to do')}\n`;
  const rows = outcome.services.map(({ service, region, outcome: result, seconds, reason }) => [
    clean(service),
    region,
    paintOf(result, style)(result),
    result === 'unchanged' || result === 'shared' || result === 'skipped' ? '' : duration(seconds),
    clean(reason ?? ''),
  ]);
  const urls = outcome.services.flatMap(({ service, outputs }) =>
    Object.entries(outputs)
      .filter(([, value]) => /^https?:\/\//.test(value))
      .map(([name, value]) => [`${service}.${name}`, style.accent(clean(value))]),
  );
  const ended = interrupted ? style.warn('interrupted') : style.bad('failed');
  const verdict = outcome.outcome === 'succeeded' ? style.good('deployed') : ended;
  const waited = outcome.approvalSeconds > 0 ? `, ${duration(outcome.approvalSeconds)} of it waiting for approval` : '';
  const time = `in ${duration(outcome.seconds)}${waited} (critical path ${duration(outcome.criticalPathSeconds)}, ${outcome.apiCalls} calls to AWS)`;
  const path =
    outcome.criticalPath.length > 1 ? flow('  critical path: ', chained(outcome.criticalPath), style.columns) : [];
  return [
    `${style.strong(outcome.environment)}: ${verdict} ${style.dim(time)}\n`,
    tableText(['service', 'region', 'outcome', 'time', ''], rows, style, '  '),
    ...outcome.services.map((service) => instancesText(service, style)),
    path.length > 0 ? `\n${style.dim(path.join('\n'))}\n` : '',
    urls.length > 0 ? `\n${tableText(['output', 'url'], urls, style, '  ')}` : '',
  ].join('');
}

/** The stacks of a stack set: how many are well, and each that is not, with its reason. */
export function instancesText(
  { service, instances = [] }: Pick<ServiceOutcome, 'service' | 'instances'>,
  style: Style,
): string {
  if (instances.length === 0) return '';
  const bad = instances.filter(({ outcome }) => outcome !== 'succeeded');
  const well = `${instances.length - bad.length} of ${instances.length} stacks are up to date`;
  const rows = bad.map(({ account, region, outcome, reason }) => [
    account,
    region,
    paintOf(outcome === 'cancelled' ? 'skipped' : outcome, style)(outcome),
    clean(reason ?? ''),
  ]);
  const table = rows.length === 0 ? '' : tableText(['account', 'region', 'outcome', ''], rows, style, '    ');
  return `\n  ${clean(service)}: ${bad.length === 0 ? style.good(well) : style.warn(well)}\n${table}`;
}

/** What was taken down and what stays. */
export function destroyText(outcome: DestroyOutcome, style: Style): string {
  if (outcome.outcome === 'unchanged')
    return `${style.strong(outcome.environment)}: ${style.good('nothing to destroy')}\n${keptText(outcome, style)}`;
  const rows = outcome.services.map(({ service, region, outcome: result, reason }) => [
    clean(service),
    region,
    paintOf(result, style)(result),
    clean(reason ?? ''),
  ]);
  // Without a stack it was parameters that went.
  const done = outcome.services.some(({ outcome: result }) => result === 'deleted')
    ? 'destroyed'
    : 'parameters deleted';
  const verdict = outcome.outcome === 'succeeded' ? style.good(done) : style.bad('failed');
  return `${style.strong(outcome.environment)}: ${verdict}\n${tableText(['service', 'region', 'outcome', ''], rows, style, '  ')}${keptText(outcome, style)}`;
}

/** `a → b → c`, in pieces. */
function chained(names: readonly string[]): string[] {
  return names.map((name, index) => (index < names.length - 1 ? `${clean(name)} →` : clean(name)));
}

function keptText({ kept }: DestroyOutcome, style: Style): string {
  if (kept.length === 0) return '';
  const lines = flow('  kept: ', listed(kept.map(clean)), style.columns);
  return `\n${lines.join('\n')}\n`;
}

function paintOf(outcome: string, style: Style): Paint {
  if (outcome === 'failed') return style.bad;
  if (outcome === 'skipped' || outcome === 'kept') return style.warn;
  return outcome === 'unchanged' || outcome === 'shared' || outcome === 'absent' ? style.dim : style.good;
}

/** `4 s`, `2 min 5 s`, `1 h 3 min`. */
export function duration(seconds: number): string {
  if (seconds < 10) return `${Math.round(seconds * 10) / 10} s`;
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  if (minutes === 0) return `${whole} s`;
  return minutes < 60 ? `${minutes} min ${whole % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
