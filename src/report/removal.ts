import type { RemovalPlan, RemovalStep } from '../model/removal.ts';
import { clean } from './clean.ts';
import { flow, listed, padTo, widest, words } from './layout.ts';
import { counted } from '../model/counted.ts';
import { dependencyNames } from './plan.ts';
import type { Style } from './style.ts';

/** What goes, in the order in which it goes, and what is kept, before anything is touched. */
export function removalText(plan: RemovalPlan, style: Style): string {
  const lines = plan.services.toReversed().flatMap((step) => stepLines(step, plan, style));
  const { length } = plan.parameters;
  const parameters = length > 0 ? [`  ${style.bad('-')} ${counted(length, 'parameter')}`] : [];
  const told = new Set(plan.services.filter(({ action }) => action === 'kept').map(({ stack }) => stack));
  const rest = plan.kept.filter((name) => !told.has(name)).map(clean);
  const kept = rest.length > 0 ? flow('  kept: ', listed(rest), style.columns) : [];
  const where = plan.accountId === null ? 'no account' : `account ${plan.accountId}, ${plan.region}`;
  const head = `${style.strong(`${plan.project}/${plan.environment}`)} ${style.dim(`in ${where}`)}`;
  return `${[head, '', ...lines, ...parameters, ...kept, '', ...summaryLines(plan, style)].join('\n')}\n`;
}

/** How much goes: the last thing that is read before a yes. */
function summaryLines({ services, parameters }: RemovalPlan, style: Style): string[] {
  const going = services.filter(({ action }) => action === 'delete');
  const parts = [
    ...(going.length > 0 ? [`${counted(going.length, 'service')} to delete`] : []),
    ...(parameters.length > 0 ? [`${counted(parameters.length, 'parameter')} to delete`] : []),
  ];
  if (parts.length === 0) return [style.good('Nothing to do: there is nothing to delete.')];
  const changes = counted(going.length + parameters.length, 'change');
  return flow('', words(`${changes}: ${parts.join(', ')}.`), style.columns);
}

function stepLines(step: RemovalStep, plan: RemovalPlan, style: Style): string[] {
  const nameOf = (step: Pick<RemovalStep, 'service' | 'region'>): string =>
    clean(step.region === plan.region ? step.service : `${step.service} in ${step.region}`);
  const width = widest(plan.services.map(nameOf)) + 2;
  const { action, reason } = step;
  const name = nameOf(step);
  const line = (mark: string, note: string): string[] =>
    flow(
      `  ${mark} ${note === '' ? name : padTo(name, width)}`,
      words(note).map(step.emptyBuckets ? style.bad : style.dim),
      style.columns,
    );
  if (action === 'absent') return line(' ', 'is not there');
  if (action === 'kept') return line(style.warn('='), `is kept: ${clean(reason ?? '')}`);
  return line(style.bad('-'), goingNote(step));
}

function goingNote({ orphan, emptyBuckets, stackSet }: RemovalStep): string {
  const notes = [
    ...(stackSet ? [`stack set, with ${counted(stackSet.stacks, 'stack')} in every account of its units`] : []),
    ...(orphan ? ['the definition no longer names it'] : []),
    ...(emptyBuckets ? ['its buckets are emptied'] : []),
  ];
  return notes.join('; ');
}

/** The document of `plan --destroy`: in the shape of every plan. */
export function removalDocument(plan: RemovalPlan): object {
  const services = plan.services.map(({ service, stack, region, action, edges, reason }) => ({
    service,
    stack,
    region,
    action: action === 'delete' ? 'delete' : 'none',
    dependsOn: dependencyNames(
      plan.environment,
      edges.map(({ to }) => to),
    ),
    approval: null,
    reasons: reason === null ? [] : [reason],
    resources: [],
  }));
  const runtime = plan.parameters.map(({ name, region }) => ({ name, region, action: 'delete', secret: false }));
  return {
    environment: plan.environment,
    account: { id: plan.accountId, name: null, action: 'none', changes: [] },
    baseline: { action: 'none' },
    services,
    runtime,
    kept: plan.kept,
    changes: services.filter(({ action }) => action === 'delete').length + runtime.length,
  };
}
