import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Forecast } from '../model/forecast.ts';
import {
  shortName,
  type Deployment,
  type Plan,
  type PlannedResource,
  type RuntimePlan,
  type ServicePlan,
} from '../model/plan.ts';
import type { StackSetPlan } from '../model/stack-set.ts';
import { isStateful } from '../template/stateful.ts';
import { clean } from './clean.ts';
import { flow, listed, padTo, widest, widthOf, words } from './layout.ts';
import { resourceLines } from './plan-resources.ts';
import { counted } from '../model/counted.ts';
import { changeText } from './plan-values.ts';
import { isOpen, summaryLines } from './plan-summary.ts';
import type { Paint, Style } from './style.ts';

const MARK: Readonly<Record<string, string>> = {
  create: '+',
  adopt: '+',
  update: '~',
  finish: '~',
  recover: '↻',
  delete: '-',
  shared: '→',
  orphan: '?',
};
const DETAIL = '      ';

/** The plan of one environment as a person reviews it: a line for each service, what changes in it below, and a count. */
export function planText(plan: Plan, style: Style, forecast: Forecast | null = null): string {
  const names = plan.services.map((service) => labelOf(service, plan.region));
  const width = widest(['baseline', ...names]);
  const lines = [
    `${style.strong(`${plan.project}/${plan.environment}`)} ${style.dim(`in ${accountText(plan)}, ${plan.region}`)}`,
    ...backLines(plan, style),
    '',
    ...accountLines(plan, width, style),
    ...baselineLines(plan, width, style),
    ...plan.services.flatMap((service) => serviceLines(service, plan, width, style)),
    ...strayLines(plan, style),
    '',
    ...summaryLines(plan, style, forecast),
  ];
  return `${lines.join('\n')}\n`;
}

/** An account that another environment makes is no second one. */
function accountText({ account: { id, of } }: Plan): string {
  if (of === undefined) return id === null ? 'a new account' : `account ${id}`;
  return `${clean(of)}'s account${id === null ? ', which is new' : ` ${id}`}`;
}

function backLines({ to }: Plan, style: Style): string[] {
  if (!to) return [];
  const commit = to.commit === null ? '' : `, commit ${clean(to.commit).slice(0, 10)}`;
  return [style.warn(`back to deployment ${to.id} of ${to.at.replace('T', ' ').slice(0, 16)} UTC${commit}`)];
}

function accountLines({ account }: Plan, width: number, style: Style): string[] {
  if (account.action === 'none') return [];
  const details = account.details.flatMap(({ change, from, to }) =>
    flow(DETAIL, words(`${change}: ${clean(from ?? 'nothing')} → ${clean(to)}`), style.columns),
  );
  return [...headLines(account.action, 'account', [clean(account.name)], width, style), ...details];
}

function baselineLines({ baseline }: Plan, width: number, style: Style): string[] {
  const due = baseline.steps.filter(({ action }) => action !== 'none');
  const names = [...new Set(due.filter(({ action }) => action !== 'skipped').map(({ item }) => item))];
  const notes = due
    .filter(({ action }) => action === 'skipped')
    .flatMap(({ item, reason }) =>
      flow(DETAIL, words(`${item} is skipped: ${clean(reason ?? '')}`).map(style.warn), style.columns),
    );
  return names.length === 0
    ? notes
    : [...headLines(baseline.action, 'baseline', listed(names), width, style), ...notes];
}

function serviceLines(service: ServicePlan, plan: Plan, width: number, style: Style): string[] {
  const { action, resources } = service;
  const label = labelOf(service, plan.region);
  const own = plan.runtime.filter((one) => one.service === service.service && one.region === service.region);
  const changes = own.filter((one) => one.action !== 'none');
  const details = action === 'create' ? [] : resourceLines(resources, style);
  return [
    ...headLines(isOpen(service) ? 'finish' : action, label, noteOf(service, changes.length > 0), width, style),
    ...details,
    ...importLines(service, style),
    ...parameterLines(changes, style),
  ];
}

function labelOf({ service, region }: ServicePlan, home: string): string {
  return clean(region === home ? service : `${service} in ${region}`);
}

/** Why something happens to a service, and what it waits for, in pieces. */
function noteOf({ action, reasons, resources, approval, stackSet }: ServicePlan, parameters: boolean): string[] {
  const size = action === 'create' && resources.length > 0 ? [counted(resources.length, 'resource')] : [];
  const spread = stackSet ? [spreadOf(stackSet)] : [];
  const still = action === 'none' && reasons.length === 0 && !parameters ? ['unchanged'] : [];
  const why = [...reasons.map(clean), ...size, ...still, ...spread].join(', ');
  return [...words(why), ...(approval === 'manual' ? [WAITS] : [])];
}

/** `stack set of 12 stacks in 6 accounts of Workloads/Staging` */
function spreadOf({ instances, unit }: StackSetPlan): string {
  const stays = instances.filter(({ action }) => action !== 'delete' && action !== 'kept');
  const accounts = new Set(stays.map(({ account }) => account)).size;
  const where = accounts === 0 ? 'no account yet' : counted(accounts, 'account');
  return `stack set of ${counted(stays.length, 'stack')} in ${where} of ${clean(unit)}`;
}

const WAITS = '[waits for approval]';

function headLines(action: string, label: string, note: readonly string[], width: number, style: Style): string[] {
  const mark = MARK[action] ?? ' ';
  const isQuiet = action === 'none' || action === 'shared';
  const name = padTo(isQuiet ? style.dim(label) : style.strong(label), note.length > 0 ? width + 2 : 0);
  const pieces = note.map((piece) => (piece === WAITS ? style.warn(piece) : style.dim(piece)));
  return flow(`  ${paintOf(mark, style)(mark)} ${name}`, pieces, style.columns);
}

function paintOf(mark: string, style: Style): Paint {
  if (mark === '+') return style.good;
  if (mark === '-') return style.bad;
  return mark === ' ' || mark === '→' ? style.dim : style.warn;
}

/** One line for all parameters that come or go: `+ parameters PAGE_SIZE, SIGN_UP`; one for each that changes: `~ parameter PAGE_SIZE: 20 → 50`. */
function parameterLines(changes: readonly RuntimePlan[], style: Style): string[] {
  return (['create', 'update', 'delete'] as const).flatMap((action) => {
    const mark = MARK[action] ?? ' ';
    const those = changes.filter((one) => one.action === action);
    if (action === 'update')
      return those.map((one) => updateLine(`${DETAIL}${paintOf(mark, style)(mark)} `, one, style));
    const names = those.map(({ name }) => clean(lastPart(name)));
    if (names.length === 0) return [];
    const word = names.length === 1 ? 'parameter' : 'parameters';
    return flow(`${DETAIL}${paintOf(mark, style)(mark)} ${word} `, listed(names), style.columns);
  });
}

function updateLine(start: string, { name, from, to, isHidden }: RuntimePlan, style: Style): string {
  const head = `${start}parameter ${clean(lastPart(name))}`;
  if (from === undefined) return head;
  const value = { change: 'change', before: from, after: to ?? null, secret: isHidden === true } as const;
  return `${head}: ${changeText(value, style.columns - widthOf(head) - 2)}`;
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

/** Parameters of services that the definition no longer has: nothing above stands for them. */
function strayLines(plan: Plan, style: Style): string[] {
  const stray = plan.runtime.filter(
    ({ service, region, action }) =>
      action !== 'none' && !plan.services.some((one) => one.service === service && one.region === region),
  );
  return stray.flatMap(({ action, name, region }) => {
    const mark = MARK[action] ?? ' ';
    return flow(`  ${paintOf(mark, style)(mark)} `, [clean(name), style.dim(`in ${region}`)], style.columns);
  });
}

/** The document of `plan` (contract, section 5), and whatever forbids executing it. */
export function planDocument(plan: Plan, problems: readonly Diagnostic[], forecast: Forecast | null = null): object {
  return {
    environment: plan.environment,
    account: plan.account,
    baseline: plan.baseline,
    services: plan.services.map(
      ({ service, stack, region, action, edges, approval, reasons, resources, deployment, stackSet }) => ({
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
        imports: importsOf(deployment),
        reasons,
        unfinished: deployment?.unfinished ?? [],
        resources: resources.map(({ replacement, ...resource }) => ({
          ...resource,
          replacement: replacementValue(replacement),
          stateful: isStateful(resource.type),
        })),
        ...(stackSet ? { organizationalUnit: stackSet.unit, instances: stackSet.instances } : {}),
      }),
    ),
    runtime: plan.runtime.map(({ name, region, action, secret, from = null, to = null }) => ({
      name,
      region,
      action,
      secret,
      from,
      to,
    })),
    to: plan.to?.id ?? null,
    expected: forecast && {
      seconds: forecast.seconds,
      criticalPath: forecast.criticalPath.map((key) => shortName(key, plan)),
      isWhole: forecast.isWhole,
    },
    changes: plan.changes,
    executable: problems.length === 0,
  };
}

/** Each once, however often the template uses it. */
function importsOf(deployment: Deployment | null): { name: string; from: string; by: 'export' | 'value' }[] {
  const imports = (deployment?.imports ?? []).map(({ name, target: { kind, source } }) => ({
    name,
    from: `${source.environment}/${source.service}`,
    by: kind,
  }));
  return [...new Map(imports.map((one) => [JSON.stringify(one), one])).values()];
}

/** Whether CloudFormation guards what is borrowed, or a value is copied: told where something is about to be done. */
function importLines({ action, deployment }: ServicePlan, style: Style): string[] {
  if (action === 'none') return [];
  return importsOf(deployment).flatMap(({ name, from, by }) => {
    const how = by === 'export' ? 'by its export' : 'by its value';
    return flow(
      `${DETAIL}${style.dim('→')} `,
      words(`imports ${clean(name)} of ${clean(from)} ${how}`).map(style.dim),
      style.columns,
    );
  });
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
