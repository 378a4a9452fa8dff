import { counted } from '../model/counted.ts';
import type { Forecast } from '../model/forecast.ts';
import { shortName, type Plan, type PlannedResource, type ServicePlan } from '../model/plan.ts';
import { clean } from './clean.ts';
import { duration } from './outcomes.ts';
import { fateOf, losesData } from './plan-resources.ts';
import { flow, listed, words } from './layout.ts';
import type { Paint, Style } from './style.ts';

/** How much changes, and what to look at twice: the last thing that is read before a yes. */
export function summaryLines(plan: Plan, style: Style, forecast: Forecast | null): string[] {
  const wanted = plan.to ? `deployment ${plan.to.id} left it` : 'the definition says';
  if (plan.changes === 0) return [style.good(`Nothing to do: everything is as ${wanted}.`)];
  const lines = flow(
    '',
    [...words(`${counted(plan.changes, 'change')}:`), ...sentence(changesOf(plan))],
    style.columns,
  );
  const alarms = alarmsOf(plan, style);
  const alarm = alarms.length > 0 ? flow('', [style.warn('!'), ...listed(alarms)], style.columns) : [];
  return [...lines, ...alarm, ...waitingLines(plan, style), ...expectedLines(plan, forecast, style)];
}

/** Who has to say yes, and how: `--yes` does not. */
function waitingLines({ services }: Plan, style: Style): string[] {
  const names = [
    ...new Set(services.filter(({ approval }) => approval === 'manual').map(({ service }) => clean(service))),
  ];
  if (names.length === 0) return [];
  return flow('', [...words(`${style.warn('Waits')} for approval:`), ...listed(names)], style.columns);
}

function expectedLines(plan: Plan, forecast: Forecast | null, style: Style): string[] {
  if (!forecast) return [];
  const chain = forecast.criticalPath.map((key) => clean(shortName(key, plan)));
  const why = chain.length > 1 ? `, because of ${chain.join(' → ')}` : '';
  const text = `Expected to take ${forecast.isWhole ? 'about' : 'at least'} ${duration(forecast.seconds)}${why}.`;
  return flow('', words(text).map(style.dim), style.columns);
}

function sentence(parts: readonly string[]): string[] {
  return parts.length === 0 ? ['see above.'] : words(`${parts.join(', ')}.`);
}

function changesOf({ account, baseline, services, runtime }: Plan): string[] {
  return [
    ...(account.action === 'none' ? [] : [`account to ${account.action}`]),
    ...(baseline.action === 'none' ? [] : [`baseline to ${baseline.action}`]),
    ...actionsOf('service', services.map(stepOf), ['create', 'update', 'recover', 'finish', 'delete']),
    ...actionsOf('parameter', runtime, ['create', 'update', 'delete']),
  ];
}

/** Its stack is as it should be, but an earlier deployment did not get to all that comes after it. */
export function isOpen({ action, deployment }: ServicePlan): boolean {
  return action === 'none' && (deployment?.unfinished.length ?? 0) > 0;
}

function stepOf(service: ServicePlan): { readonly action: string } {
  return { action: isOpen(service) ? 'finish' : service.action };
}

/** `2 services to create`, `1 to update`: the word stands only before the first one. */
function actionsOf(word: string, things: readonly { readonly action: string }[], actions: readonly string[]): string[] {
  return actions
    .map((action) => ({ action, count: things.filter((thing) => thing.action === action).length }))
    .filter(({ count }) => count > 0)
    .map(({ action, count }, index) => `${index === 0 ? counted(count, word) : count} to ${action}`);
}

/** What cannot be taken back. */
function alarmsOf({ services }: Plan, style: Style): string[] {
  const resources = services.flatMap((service) => service.resources);
  const of = (test: (resource: PlannedResource) => boolean, text: string, paint: Paint): string[] => {
    const count = resources.filter(test).length;
    return count > 0 ? [paint(`${counted(count, 'resource')} ${text}`)] : [];
  };
  const data = resources.filter(losesData).length;
  return [
    ...of((one) => fateOf(one) === 'replaced', 'replaced', style.bad),
    ...of((one) => fateOf(one) === 'maybe replaced', 'may be replaced', style.warn),
    ...of((one) => fateOf(one) === 'removed', 'removed', style.bad),
    ...(data > 0 ? [style.bad(`${data} of them ${data === 1 ? 'holds' : 'hold'} data`)] : []),
  ];
}
