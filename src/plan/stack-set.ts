import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { counted } from '../model/counted.ts';
import type { Environment } from '../model/environment.ts';
import { MANAGEMENT_ACCOUNT, stackSetTags, TAG } from '../model/names.ts';
import type { Observation, ObservedStackSet } from '../model/observation.ts';
import type { ServicePlan } from '../model/plan.ts';
import type { StackSetPlan } from '../model/stack-set.ts';
import { isUnitWithin } from '../model/units.ts';
import { capabilitiesOf } from '../template/capabilities.ts';
import { section } from '../template/tree.ts';
import type { PlanInput } from './input.ts';
import type { LinkedStackSet } from './linked.ts';
import { contentDifferences } from './stack-set-content.ts';
import { isOwnStackSet } from './stack-set-owner.ts';
import { instancesOf, leavesOf } from './stack-set-instances.ts';

/** One stack set in a plan, and what forbids executing it. */
export interface PlannedStackSet {
  readonly plan: ServicePlan;
  readonly problems: readonly Diagnostic[];
}

/** What has to be done to a stack set and its stacks so that they become what the definition says. Pure. */
export function planStackSet(linked: LinkedStackSet, input: PlanInput): PlannedStackSet {
  const { environment } = input.linked;
  const { service, stack: name } = linked;
  const left = leftOut(service.name, input);
  if (left !== null) return { plan: entry(linked, 'none', [left], {}), problems: [] };
  const { stackSets } = input.observation;
  const set = stackSets?.sets[name] ?? null;
  const wanted = wantedOf(linked, environment, input.observation);
  const inUnit = stackSets?.units[wanted.unit]?.accounts ?? [];
  const places = {
    unitId: wanted.unitId,
    accounts: inUnit.filter((account) => !wanted.except.includes(account)),
    regions: wanted.regions,
  };
  const leaves = set && input.prune ? leavesOf(set, places) : [];
  const instances = instancesOf(set, places, {
    updates: set !== null && contentDifferences(set, wanted).length > 0,
    leaves,
  });
  const reasons =
    set === null
      ? newReasons(wanted)
      : [...oldReasons(set, { ...wanted, instances, leaves }), ...protectionReasons(linked, input)];
  const action = set === null ? 'create' : reasons.length > 0 ? 'update' : 'none';
  const problems = [
    ...unitProblems(linked, wanted.unitId, input),
    ...(set && !input.adopt ? notOwned(set, linked, environment) : []),
    ...namesake(linked, environment, input.observation),
  ];
  const kept = [...settledReasons(wanted), ...(set === null ? [] : keptReasons(set, instances))];
  const plan = entry(linked, action, [...reasons, ...kept], {
    resources: action === 'create' ? resourcesOf(linked) : [],
    approval: service.manualApproval && action !== 'none' ? 'manual' : null,
    stackSet: { ...wanted, instances, leaves },
  });
  return { plan, problems };
}

function leftOut(name: string, { only, earlier }: PlanInput): string | null {
  if (only && !only.includes(name)) return 'left out of this run';
  return earlier ? 'stack sets are left as they are' : null;
}

type Wanted = Omit<StackSetPlan, 'instances' | 'leaves'>;

function wantedOf({ service, template }: LinkedStackSet, environment: Environment, { stackSets }: Observation): Wanted {
  const { unit, regions, autoDeploy, maxConcurrent, failureTolerance, manualApproval, parameters } = service;
  return {
    template: template.tree,
    parameters: {
      ...Object.fromEntries(Object.entries(parameters).map(([name, { value }]) => [name, value])),
      ...(service.baseline === null ? {} : { [MANAGEMENT_ACCOUNT]: stackSets?.management ?? '' }),
    },
    tags: stackSetTags(environment, service.name),
    capabilities: capabilitiesOf(template),
    autoDeploy,
    unit: unit.value,
    unitId: stackSets?.units[unit.value]?.id ?? null,
    except: service.baseline === null ? [] : (stackSets?.settled ?? []),
    regions,
    maxConcurrent,
    failureTolerance,
    manualApproval,
    protect: service.protected,
    activates: stackSets?.isTrusted === false,
  };
}

function newReasons({ activates }: Wanted): string[] {
  const access = activates ? ['turns trusted access of StackSets on in the organization'] : [];
  return ['is not deployed yet', ...access];
}

function oldReasons(set: ObservedStackSet, plan: StackSetPlan): string[] {
  const [running] = set.running;
  const count = (action: string): number => plan.instances.filter((one) => one.action === action).length;
  const differences = contentDifferences(set, plan);
  const behind = differences.length === 0 ? count('update') : 0;
  return [
    ...(running === undefined ? [] : [`operation ${running} is under way: that is waited for first`]),
    ...differences,
    ...(count('create') > 0 ? [`${areThere(count('create'))} not there yet`] : []),
    ...(behind > 0 ? [`${areThere(behind)} not up to date`] : []),
    ...(plan.leaves.length > 0 ? [`${areThere(count('delete'))} no longer in its units and regions: deleted`] : []),
  ];
}

/** A set has no protection of its own in AWS: the record of the deployments says whether it has ours. */
function protectionReasons({ key, service }: LinkedStackSet, { observation }: PlanInput): string[] {
  const isProtected = observation.recorded[key]?.protected === true;
  if (isProtected === service.protected) return [];
  return [service.protected ? 'becomes protected' : 'is no longer protected'];
}

/** What is said beside the reasons, and does not make a set a changed one. */
function keptReasons(set: ObservedStackSet, instances: StackSetPlan['instances']): string[] {
  const kept = instances.filter(({ action }) => action === 'kept').length;
  const stuck = set.instances.filter(({ status }) => status === 'INOPERABLE').length;
  return [
    ...(kept > 0 ? [`${areThere(kept)} no longer in its units and regions: kept until --prune`] : []),
    ...(stuck > 0 ? [`${areThere(stuck)} INOPERABLE: take them out of the set in the console`] : []),
  ];
}

function areThere(stacks: number): string {
  return `${counted(stacks, 'stack')} ${stacks === 1 ? 'is' : 'are'}`;
}

/** Accounts in which `bootstrap` was before the set: CloudFormation cannot take over what it did not make. */
function settledReasons({ except }: Wanted): string[] {
  if (except.length === 0) return [];
  const [one = ''] = except;
  const whose =
    except.length === 1 ? `account ${one} has its own baseline` : `${except.length} accounts have their own baseline`;
  return [`${whose}: left to bootstrap`];
}

function unitProblems({ service }: LinkedStackSet, unitId: string | null, input: PlanInput): Diagnostic[] {
  if (unitId !== null || makesUnit(input, service.unit.value)) return [];
  const hint = 'units are made by create-account for an account that goes there; or correct the path';
  const message = `service "${service.name}" goes to the organizational unit ${service.unit.value}, which is not there`;
  return [diagnostic('OrganizationMissing', message, { at: service.unit.at, hint })];
}

/** True when the unit comes with the account that the run makes. */
function makesUnit({ account, linked }: PlanInput, unit: string): boolean {
  const { account: defined } = linked.environment;
  const place = defined.form === 'member' ? defined.organizationalUnit : null;
  return account.action === 'create' && place !== null && isUnitWithin(place, unit);
}

function notOwned(set: ObservedStackSet, { service }: LinkedStackSet, environment: Environment): Diagnostic[] {
  if (isOwnStackSet(set, environment, service.name)) return [];
  const message = `stack set ${set.name} does not carry the tags of ${environment.name}'s ${service.name}`;
  const hint = 'rename the service, or take the stack set over with --adopt';
  return [diagnostic('NotOwned', message, { at: service.at, hint })];
}

/** A service that was a stack of its own before: both together would be the same service twice. */
function namesake(
  { service, stack: name }: LinkedStackSet,
  environment: Environment,
  observation: Observation,
): Diagnostic[] {
  const stack = Object.values(observation.stacks)
    .flat()
    .find((one) => one.name === name && one.tags[TAG.environment] === environment.name);
  if (!stack) return [];
  const message = `service "${service.name}" is still deployed as a stack of its own, ${name}`;
  const hint = 'give it another name here, and take the old stack down with --prune';
  return [diagnostic('NotOwned', message, { at: service.at, hint })];
}

function resourcesOf({ template }: LinkedStackSet): ServicePlan['resources'] {
  const resources = section(template.tree, 'Resources') as Readonly<Record<string, { readonly Type: string }>>;
  return Object.entries(resources).map(([logicalId, { Type: type }]) => ({ logicalId, type, action: 'Add' as const }));
}

function entry(
  { key, service, stack, region, edges }: LinkedStackSet,
  action: ServicePlan['action'],
  reasons: readonly string[],
  more: Partial<Pick<ServicePlan, 'resources' | 'approval' | 'stackSet'>>,
): ServicePlan {
  const about = { key, service: service.name, stack, region, action, edges, reasons };
  return { ...about, approval: null, resources: [], deployment: null, ...more };
}
