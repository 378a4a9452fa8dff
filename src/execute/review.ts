import type { AccountGateways } from '../aws/types/account.ts';
import { awsCode, awsMessage } from '../aws/codes.ts';
import type { ChangeSet, Stack } from '../aws/types/cloudformation.ts';
import type { Deployment, NodeKey, Plan, ServicePlan } from '../model/plan.ts';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Run } from '../model/run.ts';
import { changeSetName, desiredOf, type Desired, type Known } from '../plan/desired.ts';
import { dispositionOf } from '../plan/status.ts';
import { unfinishedReasons } from '../plan/unfinished.ts';
import { makeChangeSet } from './change-set.ts';
import type { Pace } from './pace.ts';
import { shownChanges } from './shown-changes.ts';
import type { Uploader } from './upload.ts';

export interface ReviewInput {
  readonly plan: Plan;
  readonly gateways: AccountGateways;
  readonly serviceRole: string | null;
  readonly uploader: Uploader;
  readonly known: Known;
  readonly stacks: ReadonlyMap<NodeKey, Stack>;
  readonly run: Run;
  /** Shared by all environments that are planned together. */
  readonly pace: Pace;
  /** Says where in the project what CloudFormation refuses stands, as far as that can be told. */
  readonly place: (service: ServicePlan, problem: Diagnostic) => Promise<Diagnostic[]>;
}

/**
 * Asks CloudFormation what an update would do, before anything is changed: makes the change sets that will be executed,
 * for stacks that exist and whose inputs are all known. A service in which CloudFormation sees no change has nothing to do.
 */
export async function review(input: ReviewInput): Promise<{ plan: Plan; problems: Diagnostic[] }> {
  const problems: Diagnostic[] = [];
  const services = await Promise.all(input.plan.services.map((service) => reviewOne(service, input, problems)));
  const became = services.filter(
    ({ action, deployment }, index) =>
      action === 'none' && input.plan.services[index]?.action === 'update' && deployment?.unfinished.length === 0,
  );
  return { plan: { ...input.plan, services, changes: input.plan.changes - became.length }, problems };
}

async function reviewOne(service: ServicePlan, input: ReviewInput, problems: Diagnostic[]): Promise<ServicePlan> {
  const { deployment } = service;
  const stack = input.stacks.get(service.key);
  if (service.action !== 'update' || !deployment || !stack || dispositionOf(stack.status) !== 'settled') return service;
  const desired = desiredOf(deployment, service.region, input.known);
  if (!desired || deployment.digest === null || stack.status.endsWith('_IN_PROGRESS')) return service;
  const cloudformation = input.gateways.cloudformation(service.region);
  const refuse = async (reason: string): Promise<ServicePlan> => {
    const message = `CloudFormation refuses the changes to ${service.stack}: ${reason}`;
    const problem = diagnostic('StackFailed', message, { hint: 'correct the template or the values that it is given' });
    problems.push(...(await input.place(service, problem)));
    return service;
  };
  const changeSet = await earlier(service, desired, input)
    .then((found) => found ?? make(service, deployment, desired, input))
    .catch(refusalOf);
  if (typeof changeSet === 'string') return refuse(changeSet);
  if (changeSet === null) return { ...service, reasons: [...service.reasons, 'somebody else is changing it'] };
  if (changeSet.empty) {
    await cloudformation.deleteChangeSet(changeSet.id);
    const reasons = [...unfinishedReasons(deployment.unfinished), 'CloudFormation sees no change'];
    return { ...service, action: 'none', approval: null, reasons };
  }
  if (changeSet.status !== 'CREATE_COMPLETE') {
    await cloudformation.deleteChangeSet(changeSet.id);
    return refuse(changeSet.reason ?? changeSet.status);
  }
  const resources = await shownChanges(changeSet, { stack, deployment, desired }, cloudformation);
  return { ...service, resources, deployment: { ...deployment, changeSet: changeSet.id } };
}

/** What CloudFormation has against a change set that it does not even begin to make; anything else is thrown on. */
function refusalOf(error: unknown): string {
  if (awsCode(error) === 'ValidationError' && awsMessage(error).startsWith('Template ')) return awsMessage(error);
  throw error;
}

/** A change set of the same content that an earlier plan left, and that can still be executed. */
async function earlier(service: ServicePlan, desired: Desired, { gateways }: ReviewInput): Promise<ChangeSet | null> {
  const cloudformation = gateways.cloudformation(service.region);
  const listed = await cloudformation.listChangeSets(service.stack);
  const same = listed.find(
    ({ name, status }) => name.startsWith(changeSetName(desired.digest)) && status === 'CREATE_COMPLETE',
  );
  const found = same ? await cloudformation.describeChangeSet(same.id, { values: true }) : null;
  return found?.executionStatus === 'AVAILABLE' ? found : null;
}

function make(
  service: ServicePlan,
  deployment: Deployment,
  desired: Desired,
  input: ReviewInput,
): Promise<ChangeSet | null> {
  const { plan, gateways, uploader, run, pace, serviceRole: role } = input;
  const cloudformation = gateways.cloudformation(service.region);
  const { clock, signal } = run;
  const { region, stack } = service;
  const where = { project: plan.project, account: gateways.account, region, stack, role };
  return makeChangeSet({
    cloudformation,
    uploader,
    clock,
    signal,
    pace,
    ...where,
    type: 'UPDATE',
    deployment,
    desired,
  });
}
