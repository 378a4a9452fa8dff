import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { digestOf } from '../model/digest.ts';
import type { Json } from '../model/json.ts';
import type { Observation, ObservedStackSet } from '../model/observation.ts';
import type { NodeKey, Plan, RuntimePlan, ServicePlan } from '../model/plan.ts';
import { deploymentOf } from './deployment.ts';
import { decide } from './decide.ts';
import { desiredOf } from './desired.ts';
import type { PlanInput } from './input.ts';
import type { LinkedService } from './linked.ts';
import { missingOutputs } from './missing.ts';
import { orphansOf, sharedOf } from './others.ts';
import { notOwned } from './ownership.ts';
import { prunedParameters } from './pruned.ts';
import { planRuntime } from './runtime.ts';
import { orphanedStackSets } from './stack-set-removal.ts';
import { planStackSet } from './stack-set.ts';
import { dispositionOf } from './status.ts';
import { unfinishedOf, unfinishedReasons } from './unfinished.ts';

export interface Planned {
  readonly plan: Plan;
  /** What forbids executing it; the plan can still be shown. */
  readonly problems: readonly Diagnostic[];
}

/** The plan of one environment. Pure: the same input gives the same plan. */
export function buildPlan(input: PlanInput): Planned {
  const { linked, observation, account } = input;
  const { environment } = linked;
  const state: Progress = { services: [], runtime: [], problems: [], unsettled: new Set(), changing: new Set() };
  for (const service of linked.services) planService(service, input, state);
  const stackSets = linked.stackSets.map((one) => planStackSet(one, input));
  state.problems.push(...stackSets.flatMap(({ problems }) => problems));
  const others = [...sharedOf(environment, observation), ...orphansOf(linked, observation, input.prune)];
  const orphans = orphanedStackSets(input);
  const services = [...state.services, ...stackSets.map(({ plan }) => plan), ...orphans, ...others];
  const runtime = [...state.runtime, ...prunedParameters(environment, services, observation, input.prune)];
  const steps = observation.baseline;
  const baseline = { action: baselineAction(steps), steps };
  const counted = [
    account.action,
    baseline.action,
    ...services.map(({ action }) => action),
    ...runtime.map(({ action }) => action),
  ];
  const open = services.filter(
    ({ action, deployment }) => action === 'none' && (deployment?.unfinished.length ?? 0) > 0,
  );
  const plan: Plan = {
    version: 1,
    project: environment.project,
    environment: environment.name,
    region: environment.region,
    account,
    baseline,
    services,
    runtime,
    warnings: input.warnings,
    to: input.earlier?.deployment ?? null,
    changes: counted.filter((action) => !['none', 'shared', 'orphan'].includes(action)).length + open.length,
    observed: observedDigest(observation),
  };
  const problems = new Map(state.problems.map((problem) => [JSON.stringify(problem), problem]));
  return { plan, problems: [...problems.values()] };
}

interface Progress {
  readonly services: ServicePlan[];
  readonly runtime: RuntimePlan[];
  readonly problems: Diagnostic[];
  /** Keys of services whose outputs are known only after this run. */
  readonly unsettled: Set<NodeKey>;
  /** Keys of services that this run changes. */
  readonly changing: Set<NodeKey>;
}

function planService(service: LinkedService, input: PlanInput, state: Progress): void {
  const { linked, observation } = input;
  const { environment } = linked;
  const stack = observation.stacks[service.region]?.find(({ name }) => name === service.stack);
  const left = leftOut(service, input);
  if (left !== null) {
    state.services.push(entry(service, 'none', [left], null));
    return;
  }
  const known = input.known(state.unsettled);
  const packaged = input.packaged.get(service.key) ?? { tree: service.template.tree, artifacts: [] };
  const runtime = planRuntime(environment, service, observation, known);
  const unfinished = unfinishedOf(environment, service, stack, observation);
  const deployment = deploymentOf(environment, service, packaged, runtime, unfinished);
  const desired = desiredOf(deployment, service.region, known);
  const changing = service.edges.filter(({ to }) => state.changing.has(to)).map(({ to }) => shortKey(to));
  const recorded = observation.recorded[service.key];
  const { action, reasons } = decide({
    stack,
    desired,
    deployment,
    recorded,
    changing: [...new Set(changing)],
    runtimeSetAt: runtime.setAt,
  });
  state.problems.push(...runtime.problems, ...missingOutputs(service, input, state));
  if (dispositionOf(stack?.status) === 'manual') state.problems.push(beyondRepair(service, stack?.status ?? ''));
  if (stack && !input.adopt) state.problems.push(...notOwned(stack, environment, service));
  if (action === 'create' || action === 'recover') state.unsettled.add(service.key);
  const runtimeChanges = runtime.steps.some((step) => step.action !== 'none');
  if (action !== 'none' || changing.length > 0 || runtimeChanges) state.changing.add(service.key);
  state.runtime.push(...runtime.steps);
  const open = action === 'none' ? unfinishedReasons(unfinished) : [];
  const takesIn = action === 'create' && service.service.importExisting ? [TAKES_IN] : [];
  const planned = entry(service, action, [...open, ...reasons, ...takesIn], {
    ...deployment,
    digest: desired?.digest ?? null,
    templateDigest: desired?.template ?? null,
  });
  const additions = action === 'create' ? resourcesOf(service) : [];
  const waits = service.service.manualApproval && action !== 'none';
  state.services.push({ ...planned, resources: additions, approval: waits ? 'manual' : null });
}

/** Which ones these are only a change set knows, and a plan makes none for a stack that is not there. */
const TAKES_IN = 'what exists under its names is imported';

/** Told before anything starts: what became of the resources is known to nobody but a person. */
function beyondRepair({ service, stack }: LinkedService, status: string): Diagnostic {
  return diagnostic('StackFailed', `stack ${stack} of service "${service.name}" is ${status}`, {
    at: service.at,
    hint: 'look at its events in the console; take the resources that were imported out of it, or delete the stack and keep them',
  });
}

/** Why a service is not looked at; null when it is. */
function leftOut({ key, service }: LinkedService, { only, earlier }: PlanInput): string | null {
  if (only && !only.includes(service.name)) return 'left out of this run';
  return earlier && !earlier.services.has(key) ? `was not there at deployment ${earlier.deployment.id}` : null;
}

function entry(
  { key, service, stack, region, edges }: LinkedService,
  action: ServicePlan['action'],
  reasons: readonly string[],
  deployment: ServicePlan['deployment'],
): ServicePlan {
  return {
    key,
    service: service.name,
    stack,
    region,
    action,
    edges,
    approval: null,
    reasons,
    resources: [],
    deployment,
  };
}

/** `notes` for `dev/notes@eu-west-1`. */
function shortKey(key: NodeKey): string {
  return key.slice(key.indexOf('/') + 1, key.lastIndexOf('@'));
}

function resourcesOf({ template }: LinkedService): ServicePlan['resources'] {
  const resources = (template.tree['Resources'] ?? {}) as Readonly<Record<string, { readonly Type: string }>>;
  return Object.entries(resources).map(([logicalId, { Type: type }]) => ({ logicalId, type, action: 'Add' as const }));
}

function baselineAction(steps: Observation['baseline']): 'none' | 'create' | 'update' {
  if (steps.some(({ action }) => action === 'create')) return 'create';
  return steps.some(({ action }) => action === 'update') ? 'update' : 'none';
}

/** Digest of everything whose change would make a plan untrue. */
export function observedDigest(observation: Observation): string {
  const stacks = [...Object.entries(observation.stacks), ...Object.entries(observation.lenders)].map(([site, list]) => [
    site,
    list.map(({ id, status, changeSetId, updated }) => JSON.stringify([id, status, changeSetId, updated])).sort(),
  ]);
  const parameters = Object.entries(observation.parameters).map(([region, list]) => [
    region,
    list.map(({ name, version }) => `${name} ${version}`).sort(),
  ]);
  const sets = Object.entries(observation.stackSets?.sets ?? {}).map(([name, set]) => [name, set && stateOf(set)]);
  return digestOf([observation.accountId, stacks, parameters, ...(sets.length > 0 ? [sets] : [])] as Json);
}

/** What of a stack set others could have changed. */
function stateOf({ instances, ...set }: ObservedStackSet): Json {
  const stacks = instances.map(
    ({ account, region, status, operation }) => `${account} ${region} ${status} ${operation}`,
  );
  return { ...set, instances: stacks.sort() };
}
