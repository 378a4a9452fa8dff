import type { AccountGateways } from '../../aws/types/account.ts';
import type { Stack } from '../../aws/types/cloudformation.ts';
import type { Observation } from '../../model/observation.ts';
import type { Health, Run } from '../../model/run.ts';
import { observeDrift } from '../../observe/drift.ts';
import { evaluateKnown } from '../../plan/desired.ts';
import { knownFrom, sourceStackName } from '../../plan/known.ts';
import type { LinkedEnvironment, LinkedService } from '../../plan/linked.ts';
import { orphansOf, sharedOf } from '../../plan/others.ts';
import { observeLenderOutputs } from '../../plan/shared.ts';
import type { ServiceStatus } from './document.ts';
import { stackSetStatuses } from './stack-sets.ts';

export interface ServicesInput {
  readonly linked: LinkedEnvironment;
  readonly observation: Observation;
  /** Null while there is no account. */
  readonly gateways: AccountGateways | null;
  /** Of the last deployment. */
  readonly commit: string | null;
  /** Has CloudFormation look for drift. */
  readonly drift: boolean;
  readonly run: Run;
}

/** Stacks of the definition's services, what is borrowed, and what the definition no longer names. */
export async function serviceStatuses(input: ServicesInput): Promise<ServiceStatus[]> {
  const { linked, observation } = input;
  const own = await Promise.all(linked.services.map((service) => ownStatus(service, input)));
  const shared = sharedOf(linked.environment, observation).map((service): ServiceStatus => {
    const { service: name, stack, region } = service;
    const outputs = observeLenderOutputs(service, observation);
    return { service: name, stack, region, status: 'SHARED', ...NOTHING, outputs, urls: urlsIn(outputs) };
  });
  const orphans = orphansOf(linked, observation, false).map(async (orphan): Promise<ServiceStatus> => {
    const { service, stack: name, region } = orphan;
    const stack = stackOf(observation, region, name);
    const about = { ...NOTHING, ...stateOf(stack), ...(await driftOf(stack, region, input)), orphan: true };
    return { service, stack: name, region, ...about };
  });
  return [...own, ...stackSetStatuses(linked, observation), ...shared, ...(await Promise.all(orphans))];
}

const NOTHING = { health: null, drift: null, updated: null, commit: null };

async function ownStatus(linked: LinkedService, input: ServicesInput): Promise<ServiceStatus> {
  const { service, stack: name, region } = linked;
  const stack = stackOf(input.observation, region, name);
  const [health, drift] = await Promise.all([stack ? healthOf(linked, input) : null, driftOf(stack, region, input)]);
  const commit = stack ? input.commit : null;
  return { service: service.name, stack: name, region, ...stateOf(stack), health, ...drift, commit };
}

function stackOf({ stacks }: Observation, region: string, name: string): Stack | undefined {
  return stacks[region]?.find((candidate) => candidate.name === name);
}

function stateOf(stack: Stack | undefined): Pick<ServiceStatus, 'status' | 'outputs' | 'urls' | 'updated'> {
  if (!stack) return { status: 'ABSENT', outputs: {}, urls: [], updated: null };
  const outputs = Object.fromEntries(stack.outputs.map(({ key, value }) => [key, value]));
  const updated = new Date(stack.updated ?? stack.created).toISOString();
  return { status: stack.status, outputs, urls: urlsIn(outputs), updated };
}

function urlsIn(outputs: Readonly<Record<string, string>>): string[] {
  return Object.values(outputs).filter((value) => /^https?:\/\//.test(value));
}

async function driftOf(
  stack: Stack | undefined,
  region: string,
  { drift: asked, gateways, run }: ServicesInput,
): Promise<Pick<ServiceStatus, 'drift' | 'drifted' | 'driftReason'>> {
  if (!asked || !stack || !gateways) return { drift: null };
  const { status, resources, reason } = await observeDrift(gateways.cloudformation(region), stack, run);
  return { drift: status, drifted: resources, driftReason: reason };
}

async function healthOf(
  { health, region }: LinkedService,
  { linked: { environment }, observation, run }: ServicesInput,
): Promise<Health | null> {
  if (!health) return null;
  const known = knownFrom({
    project: environment.project,
    environment: environment.name,
    observation,
    ssm: new Map(),
    url: () => '',
    stackNameOf: sourceStackName(environment.project),
    unsettled: () => false,
  });
  const url = evaluateKnown(health, region, known);
  return url === null ? 'unknown' : run.probe(url);
}
