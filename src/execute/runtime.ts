import type { SsmGateway, SsmPut } from '../aws/types/account.ts';
import { fail } from '../diagnostics/error.ts';
import { outputsIn } from '../model/expression.ts';
import { nodeKey, type RuntimeWrite, type ServicePlan } from '../model/plan.ts';
import { evaluateKnown } from '../plan/desired.ts';
import { TAG } from '../model/names.ts';
import { isSetByHand, noteOf } from '../model/written.ts';
import { say, subjectOf, type Site } from './site.ts';
import { saveWritten } from './written.ts';

/** Which values are written: those that can be known before the stack is deployed, or those that take its own outputs. */
export type Moment = 'before' | 'after';

/**
 * Writes the run-time values of a service that differ from what is there. Unchanged ones cost nothing. What is going to be
 * written is noted first: a run that dies in between leaves nothing that looks as if a person had set it.
 */
export async function writeRuntime(site: Site, service: ServicePlan, moment: Moment): Promise<void> {
  const self = nodeKey(site.plan.environment, service.service, service.region);
  const due = (service.deployment?.runtime ?? [])
    .filter((write) => needs(write, self) === (moment === 'after'))
    .flatMap((write) => differing(site, service, write) ?? []);
  if (due.length === 0) return;
  for (const { id, value, now } of due) {
    const next = noteOf({ version: (now?.version ?? 0) + 1, value });
    site.written.set(id, [...(site.written.get(id) ?? []), next]);
  }
  await saveWritten(site);
  for (const one of due) await put(site, service, one);
}

interface Due {
  readonly write: RuntimeWrite;
  readonly id: string;
  readonly value: string;
  readonly now: { readonly version: number } | undefined;
}

function needs(write: RuntimeWrite, self: string): boolean {
  return outputsIn(write.value).some(
    (part) => nodeKey(part.environment ?? '', part.service, part.region ?? '') === self,
  );
}

/** Null for a value that is as it should be, or that somebody has set by hand and may. */
function differing(site: Site, service: ServicePlan, write: RuntimeWrite): Due | null {
  const id = `${service.region}:${write.name}`;
  const now = site.parameters.get(id);
  const value = evaluateKnown(write.value, service.region, site.known);
  if (value === null) return fail('OutputMissing', `run-time value ${write.name} takes an output that is not there`);
  const byHand = now !== undefined && isSetByHand(now, site.written.get(id));
  if (write.kind === 'default' && byHand) return null;
  if (now?.value !== value) return { write, id, value, now };
  site.written.set(id, [noteOf(now)]);
  return null;
}

async function put(site: Site, service: ServicePlan, { write, id, value, now }: Due): Promise<void> {
  const { name, type, kind } = write;
  const tags = {
    [TAG.project]: site.plan.project,
    [TAG.environment]: site.plan.environment,
    [TAG.service]: service.service,
  };
  const ssm = site.gateways.ssm(service.region);
  const parameter = { name, value, type, tags };
  const version =
    kind === 'default' ? await give(ssm, parameter, now) : await ssm.put({ ...parameter, exists: now !== undefined });
  if (version === null) return say(site, subjectOf(site, service), 'note', `${name} was set meanwhile: it is kept`);
  site.written.set(id, [noteOf({ version, value })]);
  say(site, subjectOf(site, service), 'progress', `wrote ${name}`);
}

/**
 * Writes a default, which gives way to what somebody has set since it was looked for; null then. Parameter Store has no
 * condition for overwriting, so that what is there is looked at in the last moment.
 */
async function give(
  ssm: SsmGateway,
  parameter: Omit<SsmPut, 'exists'>,
  before: { readonly version: number } | undefined,
): Promise<number | null> {
  if (!before) return ssm.create(parameter);
  const siblings = await ssm.below(parameter.name.slice(0, parameter.name.lastIndexOf('/')));
  const now = siblings.find(({ name }) => name === parameter.name);
  return now && now.version !== before.version ? null : ssm.put({ ...parameter, exists: now !== undefined });
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
