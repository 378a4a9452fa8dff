import { fail } from '../diagnostics/error.ts';
import { outputsIn } from '../model/expression.ts';
import { nodeKey, type RuntimeWrite, type ServicePlan } from '../model/plan.ts';
import { evaluateKnown } from '../plan/desired.ts';
import { TAG } from '../model/names.ts';
import { say, subjectOf, type Site } from './site.ts';

/** Which values are written: those that can be known before the stack is deployed, or those that take its own outputs. */
export type Moment = 'before' | 'after';

/** Writes the run-time values of a service that differ from what is there. Unchanged ones cost nothing. */
export async function writeRuntime(site: Site, service: ServicePlan, moment: Moment): Promise<void> {
  const self = nodeKey(site.plan.environment, service.service, service.region);
  const due = (service.deployment?.runtime ?? []).filter((write) => needs(write, self) === (moment === 'after'));
  for (const write of due) await writeOne(site, service, write);
}

function needs(write: RuntimeWrite, self: string): boolean {
  return outputsIn(write.value).some(
    (part) => nodeKey(part.environment ?? '', part.service, part.region ?? '') === self,
  );
}

async function writeOne(site: Site, service: ServicePlan, write: RuntimeWrite): Promise<void> {
  const id = `${service.region}:${write.name}`;
  const now = site.parameters.get(id);
  const value = evaluateKnown(write.value, service.region, site.known);
  if (value === null) return fail('OutputMissing', `run-time value ${write.name} takes an output that is not there`);
  const byHand = now !== undefined && now.version > (site.written.get(id) ?? 0);
  if (now?.value === value || (write.kind === 'default' && byHand)) {
    if (now && now.value === value && write.kind === 'owned') site.written.set(id, now.version);
    return;
  }
  site.written.set(id, (now?.version ?? 0) + 1);
  const version = await site.gateways.ssm(service.region).put({
    name: write.name,
    value,
    type: write.type,
    exists: now !== undefined,
    tags: {
      [TAG.project]: site.plan.project,
      [TAG.environment]: site.plan.environment,
      [TAG.service]: service.service,
    },
  });
  site.written.set(id, version);
  say(site, subjectOf(site, service), 'progress', `wrote ${write.name}`);
}

/** Removes the parameters that a plan says are no longer in the definition. */
export async function removeRuntime(site: Site): Promise<void> {
  const gone = site.plan.runtime.filter(({ action }) => action === 'delete');
  for (const region of new Set(gone.map((step) => step.region))) {
    const names = gone.filter((step) => step.region === region).map(({ name }) => name);
    await site.gateways.ssm(region).remove(names);
    for (const name of names) site.written.delete(`${region}:${name}`);
  }
}
