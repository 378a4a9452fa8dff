import type { SurveyedStep } from '../../model/baseline.ts';
import { clean } from '../../report/clean.ts';
import type { Style } from '../../report/style.ts';
import { cell, tableText } from '../../report/table.ts';
import type { ServiceStatus, Status } from './document.ts';

/** The status for a person: a table of stacks, what has drifted, and who holds the lock. */
export function statusText(status: Status, style: Style): string {
  const { environment, accountId, region, services, lock } = status;
  const head = `${style.strong(environment)} ${style.dim(`${accountId ?? 'no account'} ${stateText(status)} ${region}`)}\n`;
  const withDrift = services.some(({ drift }) => drift !== null);
  const columns = ['service', 'region', 'stack', 'health', ...(withDrift ? ['drift'] : []), 'updated', 'url'];
  const rows = services.map((service) => rowOf(service, withDrift, style));
  const locked = lock ? `  ${style.warn('locked')} by ${lock.user} on ${lock.host} since ${lock.since}\n` : '';
  const drifted = services.map((one) => instancesText(one, style) + driftText(one, style)).join('');
  return head + tableText(columns, rows, style, '  ') + drifted + baselineText(status.baseline ?? [], style) + locked;
}

/** As `list` calls it: AWS goes on saying ACTIVE for some minutes after it was asked to close. */
function stateText({ accountState, closing, queued }: Status): string {
  if (queued) return 'to be closed';
  return closing ? 'closing' : (accountState ?? '');
}

function rowOf(service: ServiceStatus, withDrift: boolean, style: Style): string[] {
  const { service: name, region, status, health, drift, updated, urls } = service;
  return [
    name,
    region,
    statePaint(status, style),
    cell(health),
    ...(withDrift ? [driftPaint(drift, style)] : []),
    cell(updated?.replace('T', ' ').slice(0, 16)),
    cell(urls.join(' ')),
  ];
}

function statePaint(state: string, style: Style): string {
  if (state === 'ABSENT' || state === 'SHARED') return style.dim(state.toLowerCase());
  if (state.includes('ROLLBACK') || state.includes('FAILED')) return style.bad(state);
  if (state === 'INOPERABLE') return style.bad(state);
  return state.endsWith('_COMPLETE') || state === 'CURRENT' ? style.good(state) : style.warn(state);
}

function driftPaint(drift: ServiceStatus['drift'], style: Style): string {
  if (drift === null) return cell(null);
  const words = drift.toLowerCase().replaceAll('_', ' ');
  if (drift === 'DRIFTED') return style.bad(words);
  return drift === 'IN_SYNC' ? style.good(words) : style.warn(words);
}

/** `baseline: ebsEncryption@eu-west-1 update: …` for each item that is not as it should be. */
function baselineText(steps: readonly SurveyedStep[], style: Style): string {
  if (steps.length === 0) return '';
  const open = steps.filter(({ action }) => action !== 'none');
  if (open.length === 0) return `  baseline: ${style.good('in place')}\n`;
  return open
    .map(({ item, region, action, reason }) => {
      const place = region === null ? item : `${item}@${region}`;
      const word = { create: 'missing', update: 'drifted', skipped: 'skipped', unknown: 'unknown', none: '' }[action];
      const paint = action === 'create' || action === 'update' ? style.bad : style.dim;
      return `  baseline: ${place} ${paint(word)}${reason === null ? '' : `: ${clean(reason)}`}\n`;
    })
    .join('');
}

/** `guard: 11 of 12 stacks are CURRENT`, and each that is not, with its reason. */
function instancesText({ service, instances }: ServiceStatus, style: Style): string {
  if (!instances) return '';
  const bad = instances.filter(({ status }) => status !== 'CURRENT');
  const lines = bad.map(({ account, region, status, reason }) => {
    const why = reason === null ? '' : `: ${clean(reason)}`;
    return `  ${service}: ${account} in ${region} ${style.bad(status)}${why}\n`;
  });
  return `  ${service}: ${instances.length - bad.length} of ${instances.length} stacks are CURRENT\n${lines.join('')}`;
}

/** `notes: Bucket (AWS::S3::Bucket) modified: /VersioningConfiguration/Status` */
function driftText({ service, region, drifted = [], driftReason }: ServiceStatus, style: Style): string {
  const lines = drifted.map(({ logicalId, type, change, properties }) => {
    const which = properties.length > 0 ? `: ${properties.join(', ')}` : '';
    return `${clean(logicalId)} ${style.dim(`(${clean(type)})`)} ${style.bad(change)}${clean(which)}`;
  });
  const reason = driftReason ? [style.dim(clean(driftReason))] : [];
  return [...lines, ...reason].map((line) => `  ${service}@${region}: ${line}\n`).join('');
}
