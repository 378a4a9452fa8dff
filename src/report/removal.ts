import type { RemovalPlan } from '../model/removal.ts';
import { clean } from './clean.ts';
import { dependencyNames } from './plan.ts';
import type { Style } from './style.ts';

/** What goes and what is kept, before anything is touched. */
export function removalText(plan: RemovalPlan, style: Style): string {
  const lines = plan.services.map(({ service, region, action, reason }) => {
    const place = region === plan.region ? '' : ` in ${region}`;
    if (action === 'absent') return style.dim(`    ${clean(service)}${place}  is not there`);
    if (action === 'kept') return `  ${style.warn('=')} ${clean(service)}${place}  kept: ${reason ?? ''}`;
    return `  ${style.bad('-')} ${clean(service)}${place}`;
  });
  const parameters = plan.parameters.length > 0 ? [`  ${style.bad('-')} ${plan.parameters.length} parameters`] : [];
  const kept = plan.kept.length > 0 ? [`  kept: ${plan.kept.map(clean).join(', ')}`] : [];
  const head = style.strong(`${plan.project}/${plan.environment}`) + style.dim(` in ${plan.accountId ?? 'no account'}`);
  return `${[head, ...lines, ...parameters, ...kept].join('\n')}\n`;
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
