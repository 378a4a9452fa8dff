import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Plan, PlannedResource, RuntimePlan, ServicePlan } from '../model/plan.ts';
import { isStateful } from '../template/stateful.ts';
import { clean } from './clean.ts';
import type { Style } from './style.ts';

type Marks = Readonly<Record<string, string>>;

const MARK: Marks = {
  create: '+',
  Add: '+',
  adopt: '+',
  Import: '+',
  update: '~',
  Modify: '~',
  recover: '↻',
  delete: '-',
  Remove: '-',
  none: ' ',
  shared: '→',
  orphan: '?',
  skipped: ' ',
};

/** The plan of one environment as a person reviews it: what changes, why, and what to look at twice. */
export function planText(plan: Plan, style: Style): string {
  const lines = [
    style.strong(`${plan.project}/${plan.environment}`) +
      style.dim(` in ${plan.account.id ?? 'a new account'}, ${plan.region}`),
    ...accountLines(plan, style),
    ...baselineLines(plan, style),
    ...plan.services.flatMap((service) => serviceLines(service, plan, style)),
    ...runtimeLines(plan.runtime, style),
    '',
    summary(plan, style),
  ];
  return `${lines.join('\n')}\n`;
}

function accountLines({ account }: Plan, style: Style): string[] {
  if (account.action === 'none') return [];
  const details = account.details.map(
    ({ change, from, to }) => `      ${change}: ${clean(from ?? 'nothing')} → ${clean(to)}`,
  );
  return [marked(account.action, `account ${account.name}`, style), ...details];
}

function baselineLines({ baseline }: Plan, style: Style): string[] {
  const due = baseline.steps.filter(({ action }) => action !== 'none');
  const skipped = due.filter(({ action }) => action === 'skipped');
  const names = [...new Set(due.filter(({ action }) => action !== 'skipped').map(({ item }) => item))];
  const notes = skipped.map(({ item, reason }) => style.warn(`      ${item} is skipped: ${clean(reason ?? '')}`));
  if (names.length === 0) return notes;
  return [marked(baseline.action, `baseline`, style) + style.dim(`  ${names.join(', ')}`), ...notes];
}

function serviceLines(service: ServicePlan, plan: Plan, style: Style): string[] {
  const place = service.region === plan.region ? '' : ` in ${service.region}`;
  const approval = service.approval === 'manual' ? style.warn('  waits for approval') : '';
  const head =
    marked(service.action, `${service.service}${place}`, style) +
    (service.reasons.length > 0 ? style.dim(`  ${clean(service.reasons.join(', '))}`) : '') +
    approval;
  const resources =
    service.action === 'create' ? [] : service.resources.flatMap((resource) => resourceLines(resource, style));
  const added =
    service.action === 'create'
      ? [style.dim(`      + ${service.resources.length} ${plural(service.resources.length, 'resource')}`)]
      : [];
  return [head, ...added, ...resources];
}

function resourceLines(resource: PlannedResource, style: Style): string[] {
  const replaced =
    resource.replacement === 'true' ? 'replaced' : resource.replacement === 'conditional' ? 'may be replaced' : '';
  const gone = resource.action === 'Remove' || replaced !== '';
  const danger = gone && isStateful(resource.type) ? style.bad(' ! it holds data') : '';
  const cause = (resource.properties ?? []).map(({ name, recreation }) =>
    recreation === 'Never' ? clean(name) : style.warn(`${clean(name)} (replaces it)`),
  );
  const head = `      ${MARK[resource.action] ?? ' '} ${clean(resource.logicalId)} ${style.dim(clean(resource.type))}`;
  const tail = [replaced && style.warn(replaced), cause.join(', ')].filter(Boolean).join(': ');
  return [`${head}${tail ? `  ${tail}` : ''}${danger}`];
}

function runtimeLines(runtime: readonly RuntimePlan[], style: Style): string[] {
  return runtime
    .filter(({ action }) => action !== 'none')
    .map(({ action, name, region }) => `${marked(action, name, style)}${style.dim(`  parameter in ${region}`)}`);
}

function marked(action: string, text: string, style: Style): string {
  const mark = MARK[action] ?? ' ';
  const paint =
    mark === '+' ? style.good : mark === '-' ? style.bad : mark === ' ' || mark === '→' ? style.dim : style.warn;
  return `  ${paint(mark)} ${action === 'none' ? style.dim(clean(text)) : clean(text)}`;
}

function summary(plan: Plan, style: Style): string {
  if (plan.changes === 0) return style.good('Nothing to do: everything is as the definition says.');
  const count = (action: string): number => plan.services.filter((service) => service.action === action).length;
  const parts = ['create', 'update', 'recover', 'delete'].flatMap((action) =>
    count(action) > 0 ? [`${count(action)} ${plural(count(action), 'service')} to ${action}`] : [],
  );
  const replaced = plan.services.flatMap(({ resources }) =>
    resources.filter(({ replacement }) => replacement === 'true'),
  );
  const removed = plan.services.flatMap(({ resources }) => resources.filter(({ action }) => action === 'Remove'));
  const alarms = [
    ...(replaced.length > 0 ? [style.warn(`${replaced.length} ${plural(replaced.length, 'resource')} replaced`)] : []),
    ...(removed.length > 0 ? [style.bad(`${removed.length} ${plural(removed.length, 'resource')} removed`)] : []),
  ];
  return `${plan.changes} ${plural(plan.changes, 'change')}: ${[...parts, ...alarms].join(', ') || 'see above'}.`;
}

export function plural(count: number, word: string): string {
  return count === 1 ? word : `${word}s`;
}

/** The document of `plan` (contract, section 5), and whatever forbids executing it. */
export function planDocument(plan: Plan, problems: readonly Diagnostic[]): object {
  return {
    environment: plan.environment,
    account: plan.account,
    baseline: plan.baseline,
    services: plan.services.map(
      ({ service, stack, region, action, edges, approval, reasons, resources, deployment }) => ({
        service,
        stack,
        region,
        action,
        dependsOn: dependencyNames(
          plan.environment,
          edges.map(({ to }) => to),
        ),
        edges: edges.map(({ to, why }) => ({ service: dependencyNames(plan.environment, [to])[0], why })),
        approval,
        imports: (deployment?.imports ?? []).map(({ name, target }) => ({
          name,
          from: `${target.source.environment}/${target.source.service}`,
          by: target.kind,
        })),
        reasons,
        resources: resources.map(({ replacement, ...resource }) => ({
          ...resource,
          replacement: replacementValue(replacement),
        })),
      }),
    ),
    runtime: plan.runtime.map(({ name, region, action, secret }) => ({ name, region, action, secret })),
    changes: plan.changes,
    executable: problems.length === 0,
  };
}

function replacementValue(replacement: PlannedResource['replacement']): boolean | 'conditional' {
  return replacement === 'conditional' ? 'conditional' : replacement === 'true';
}

/** `database` for a service of the same environment, `staging/database` for another's. */
export function dependencyNames(environment: string, keys: readonly string[]): string[] {
  const names = keys.map((key) => {
    const name = key.slice(0, key.lastIndexOf('@'));
    return name.startsWith(`${environment}/`) ? name.slice(environment.length + 1) : name;
  });
  return [...new Set(names)].sort();
}
