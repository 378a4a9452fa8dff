import type { Stack } from '../aws/types/cloudformation.ts';
import { outputsPath, TAG } from '../model/names.ts';
import type { ServicePlan } from '../model/plan.ts';
import { publishedOutputs } from '../plan/published.ts';
import type { Site } from './site.ts';

/** Publishes a stack's outputs for discovery, and removes what is published of outputs that it has no longer. */
export async function publishOutputs(site: Site, service: ServicePlan, stack: Stack): Promise<void> {
  const environment = { project: site.plan.project, name: site.plan.environment };
  const path = outputsPath(environment, service.service);
  const wanted = publishedOutputs(environment, service.service, stack);
  const ssm = site.gateways.ssm(service.region);
  const tags = {
    [TAG.project]: site.plan.project,
    [TAG.environment]: site.plan.environment,
    [TAG.service]: service.service,
  };
  for (const { name, value } of wanted) {
    const now = site.parameters.get(`${service.region}:${name}`);
    if (now?.value !== value) await ssm.put({ name, value, type: 'String', exists: now !== undefined, tags });
  }
  const names = new Set(wanted.map(({ name }) => `${service.region}:${name}`));
  const stale = [...site.parameters.keys()].filter(
    (id) => id.startsWith(`${service.region}:${path}/`) && !names.has(id),
  );
  if (stale.length > 0) await ssm.remove(stale.map((id) => id.slice(service.region.length + 1)));
}
