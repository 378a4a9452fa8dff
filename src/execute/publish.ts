import type { Stack } from '../aws/types/cloudformation.ts';
import { canonical } from '../model/json.ts';
import { outputsPath, TAG } from '../model/names.ts';
import type { ServicePlan } from '../model/plan.ts';
import type { Site } from './site.ts';

/**
 * Publishes a stack's outputs for discovery: `_all` holds every one of them as JSON, exported ones have a parameter of
 * their own. They stand apart from run-time values, so that a grant to read them opens no secret.
 */
export async function publishOutputs(site: Site, service: ServicePlan, stack: Stack): Promise<void> {
  const path = outputsPath({ project: site.plan.project, name: site.plan.environment }, service.service);
  const all = canonical(Object.fromEntries(stack.outputs.map(({ key, value }) => [key, value])));
  const exported = stack.outputs.filter(({ exportName, value }) => exportName !== null && value !== '');
  const wanted = [
    ...(stack.outputs.length > 0 ? [{ name: `${path}/_all`, value: all }] : []),
    ...exported.map(({ key, value }) => ({ name: `${path}/${key}`, value })),
  ];
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
