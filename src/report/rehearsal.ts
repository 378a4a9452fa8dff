import { counted } from '../model/counted.ts';
import type { FaultOutcome, RehearsalOutcome, RehearsedService } from '../model/rehearsal.ts';
import { clean } from './clean.ts';
import { flow, listed } from './layout.ts';
import { duration, instancesText } from './outcomes.ts';
import type { Style } from './style.ts';
import { tableText } from './table.ts';

/** APIs that are called most. */
const MOST_CALLED = 8;

/** How a deployment would go: how long and why, what is asked of AWS, and what failures would come to. */
export function rehearsalText(outcome: RehearsalOutcome, style: Style): string {
  const head = `${style.strong(clean(outcome.environment))}: ${verdict(outcome, style)}\n`;
  const assumed = outcome.assumptions.map((text) =>
    flow('  assumed: ', listed([clean(text)]), style.columns).join('\n'),
  );
  const notes = assumed.length > 0 ? `${assumed.join('\n')}\n` : '';
  if (outcome.outcome === 'unchanged') return head + notes;
  return [head, notes, services(outcome, style), path(outcome, style), calls(outcome, style), faults(outcome, style)]
    .filter((part) => part !== '')
    .join('');
}

function verdict({ outcome, seconds, apiCalls, from }: RehearsalOutcome, style: Style): string {
  const basis = from === 'actual' ? 'from what is there' : 'from an empty organization';
  if (outcome === 'unchanged') return `${style.good('nothing to do')} ${style.dim(`(rehearsed ${basis})`)}`;
  const took = outcome === 'succeeded' ? style.good('would be deployed') : style.bad('would fail');
  return `${took} ${outcome === 'succeeded' ? 'in' : 'after'} ${duration(seconds)} ${style.dim(`(rehearsed ${basis}, ${apiCalls} calls to AWS)`)}`;
}

function services({ services: all }: RehearsalOutcome, style: Style): string {
  const rows = all.map((one) => [
    clean(one.service),
    one.region,
    one.outcome === 'failed' ? style.bad(one.outcome) : one.outcome,
    one.basis === null ? '' : duration(one.seconds),
    one.basis === null ? clean(one.reason ?? '') : basisOf(one),
  ]);
  const ailing = all.filter(({ instances = [] }) => instances.some(({ outcome }) => outcome !== 'succeeded'));
  const table = tableText(['service', 'region', 'outcome', 'time', ''], rows, style, '  ');
  return ['\n', table, ...ailing.map((one) => instancesText(one, style))].join('');
}

function basisOf({ basis, instances }: RehearsedService): string {
  const stacks = instances ? `, ${counted(instances.length, 'stack')}` : '';
  return `${basis === 'history' ? 'as before' : 'by resource types'}${stacks}`;
}

function path({ criticalPath, criticalPathSeconds, seconds }: RehearsalOutcome, style: Style): string {
  if (criticalPath.length === 0) return '';
  const steps = criticalPath.map(({ step, seconds: own }) => `${clean(step)} ${duration(own)}`);
  const rest = duration(Math.max(0, seconds - criticalPathSeconds));
  const words = [`${steps.join(' → ')}; beside it ${rest}`];
  return `\n${flow(`  ${style.dim('critical path')}  `, words, style.columns).join('\n')}\n`;
}

function calls({ calls: all, rate }: RehearsalOutcome, style: Style): string {
  const most = Object.entries(all).sort(([, a], [, b]) => b - a);
  const named = most.slice(0, MOST_CALLED).map(([api, count]) => `${count} ${api}`);
  const others = most.slice(MOST_CALLED).reduce((sum, [, count]) => sum + count, 0);
  const list = listed([...named, ...(others > 0 ? [`${others} others`] : [])]);
  const bound = rate
    ? `  ${style.dim('rate')}  ${rate.api}, ${rate.perSecond} a second: ${duration(rate.seconds)} of waiting\n`
    : `  ${style.dim('rate')}  none binds\n`;
  return `${flow(`  ${style.dim('calls')}  `, list, style.columns).join('\n')}\n${bound}`;
}

function faults({ faults: all }: RehearsalOutcome, style: Style): string {
  const rows = all.map((fault) => [
    what(fault),
    fault.outcome === 'succeeded' ? style.good('survived') : `${fault.outcome}${fault.error ? ` ${fault.error}` : ''}`,
    leaves(fault),
    next(fault, style),
  ]);
  return rows.length === 0
    ? ''
    : `\n${tableText(['what if', 'this run', 'leaves', 'the next run'], rows, style, '  ')}`;
}

function what({ fault, subject, at }: FaultOutcome): string {
  const moment = at === null ? '' : ` after ${duration(at)}`;
  switch (fault) {
    case 'service':
      return `${clean(subject ?? '')} fails`;
    case 'instance':
      return `${clean(subject ?? '')} fails in one account`;
    case 'killed':
      return `process ends in ${clean(subject ?? '')}${moment}`;
    case 'expired':
      return `credentials end${moment}`;
    case 'outage':
      return `${subject ?? ''} away for 5 min${moment}`;
    case 'throttled':
      return 'every second call throttled';
    case 'lost':
      return 'every fifth answer lost';
  }
}

function leaves({ left, locked }: FaultOutcome): string {
  const stacks = left.filter(({ status }) => status !== 'ABSENT');
  const absent = left.length - stacks.length;
  const parts = [
    ...together(stacks.map(({ name, status }) => `${name} ${status}`)),
    ...(absent > 0 ? [`${absent} not there`] : []),
    ...(locked ? ['a lock'] : []),
  ];
  return parts.length === 0 ? 'nothing' : parts.join(', ');
}

/** Of a stack set as many as there are accounts may be alike. */
function together(texts: readonly string[]): string[] {
  return [...new Set(texts)].map((text) => {
    const count = texts.filter((other) => other === text).length;
    return count === 1 ? text : `${count} ${text}`;
  });
}

function next({ next: again, recovers }: FaultOutcome, style: Style): string {
  if (again === null) return recovers ? 'has nothing to do' : style.bad('is needed');
  if (!recovers) return style.bad(`does not get there${again.error ? `: ${again.error}` : ''}`);
  return again.outcome === 'unchanged' ? 'has nothing to do' : `finishes in ${duration(again.seconds)}`;
}
