import type { ChangeSet, Stack } from '../aws/types/cloudformation.ts';
import { EnvctlError, fail } from '../diagnostics/error.ts';
import type { ServiceOutcome } from '../model/outcome.ts';
import type { Deployment, ServicePlan } from '../model/plan.ts';
import { carriesDigest, desiredOf, evaluateKnown, type Desired } from '../plan/desired.ts';
import { removal, requestToken } from '../plan/request-token.ts';
import { isHealthy } from '../plan/status.ts';
import { approvalRequired } from './approval.ts';
import { executeWhenMade, requestChangeSet, throwUnlessEmpty, type Requested } from './change-set.ts';
import { failureHint, failureText, firstFailure } from './failure.ts';
import { announceHook, runHook } from './hook.ts';
import { publishOutputs } from './publish.ts';
import { expectedMs } from './expected.ts';
import { makeReady } from './recover.ts';
import { writeRuntime } from './runtime.ts';
import { say, subjectOf, type Site } from './site.ts';

/** A service that has come up, with what is still to be done beside the critical path. */
export interface Deployed {
  readonly outcome: Pick<ServiceOutcome, 'outcome' | 'outputs'>;
  readonly stack: Stack;
  readonly digest: string;
  /** Digest of the template alone. */
  readonly template: string;
  /** True: an earlier run had begun it, so that it took no whole turn. */
  readonly joined: boolean;
  /** Publishing of outputs and the like: dependents need not wait for it. */
  readonly afterwards: Promise<void>;
}

/** Deploys one service in one region: everything that it waits for is there. Throws when it fails. */
export async function deployService(site: Site, service: ServicePlan, deployment: Deployment): Promise<Deployed> {
  const desired = desiredOf(deployment, service.region, site.known);
  if (!desired)
    return fail('OutputMissing', `service "${service.service}" takes a value that its upstream services did not give`);
  const observed = site.stacks.get(service.key) ?? null;
  const { stack: ready, attached } = await makeReady(site, service, observed, desired.digest);
  await writeRuntime(site, service, 'before');
  const recovered = service.action === 'recover' || ready?.id !== observed?.id;
  const stack =
    ready && isCurrent(ready, desired, service, attached)
      ? ready
      : await change(site, service, deployment, desired, ready);
  const created = stack !== ready && (!ready || ready.status === 'REVIEW_IN_PROGRESS');
  const changed = recovered && observed ? 'recovered' : created ? 'created' : 'updated';
  // What an earlier run began was brought to its end by this one: the command after it was not run, either.
  const joined = attached && stack === ready && service.action !== 'none';
  const finished = joined ? 'recovered' : deployment.unfinished.length > 0 ? 'updated' : 'unchanged';
  const outcome = stack !== ready ? changed : finished;
  site.outputs.set(service.key, Object.fromEntries(stack.outputs.map(({ key, value }) => [key, value])));
  await writeRuntime(site, service, 'after');
  if (stack !== ready || joined || deployment.unfinished.includes('command'))
    await runHook(site, service, deployment, stack);
  return {
    outcome: { outcome, outputs: site.outputs.get(service.key) ?? {} },
    stack,
    digest: desired.digest,
    template: desired.template,
    joined,
    afterwards: finish(site, service, deployment, stack),
  };
}

/**
 * True when what is deployed is what is wanted. A service that the plan found different is believed to be current only
 * when its inputs were not all known then, or when an operation of our own that was under way has ended since.
 */
function isCurrent(stack: Stack, desired: Desired, { action, deployment }: ServicePlan, attached: boolean): boolean {
  if (!isHealthy(stack.status)) return false;
  if (action === 'none' && deployment?.digest === desired.digest) return true;
  return carriesDigest(stack, desired.digest) && (action === 'none' || attached || deployment?.digest === null);
}

/** Makes (or takes the reviewed) change set and executes it. Answers the same stack when nothing would change. */
async function change(
  site: Site,
  service: ServicePlan,
  deployment: Deployment,
  desired: Desired,
  stack: Stack | null,
): Promise<Stack> {
  const gateway = site.gateways.cloudformation(service.region);
  if (deployment.manualApproval && !(await site.approve(service))) {
    throw new EnvctlError([approvalRequired(site.plan.environment, service)]);
  }
  const changeSet = await changeSetFor(site, service, deployment, desired, stack);
  const { clock, signal } = site.run;
  const since = clock.now();
  const refused = await executeWhenMade({ cloudformation: gateway, clock, signal, pace: site.pace }, changeSet, {
    token: requestToken({ ...service, digest: desired.digest }, changeSet.id),
    announce: (seen) => {
      tellImports(site, service, seen);
      return announceHook(site, service, deployment);
    },
    careful: deployment.after !== null || deployment.importExisting === true,
  });
  if (refused !== null) {
    await discard(site, service, refused, stack);
    throwUnlessEmpty(refused, service.stack);
    if (stack) return stack;
    return fail('StackFailed', `CloudFormation sees nothing to create for ${service.stack}`);
  }
  const updates = stack !== null && stack.status !== 'REVIEW_IN_PROGRESS';
  const tell = (message: string): void => say(site, subjectOf(site, service), 'progress', message);
  tell(updates ? 'updating' : 'creating');
  const onWork = site.run.isWatched ? tell : null;
  const kind = updates ? 'update' : 'create';
  const expected = expectedMs(kind, site.recorded[service.key]?.took, deployment.template);
  const settled = await site
    .watcher(service.region)
    .settled(changeSet.stackId, stack, (status) => tell(`stack ${status}`), onWork, { kind, expected });
  if (isHealthy(settled.status)) return settled;
  const failure = await firstFailure(gateway, settled.id, since - 5_000);
  return fail('StackFailed', `${service.stack}: ${failureText(failure, settled.status, settled.reason)}`, {
    hint: failureHint(failure, settled.status),
  });
}

/** What a stack takes in when it is created is in no plan: it is told before it happens. */
function tellImports(site: Site, service: ServicePlan, changeSet: ChangeSet | null): void {
  const imports = (changeSet?.changes ?? []).filter(({ action }) => action === 'Import');
  if (imports.length === 0) return;
  const names = imports.map(({ logicalId }) => logicalId).join(', ');
  say(site, subjectOf(site, service), 'progress', `importing ${names}: there already`);
}

/** A change set that cannot be executed goes, and with it the stack without resources that it made. */
async function discard(site: Site, service: ServicePlan, changeSet: ChangeSet, stack: Stack | null): Promise<void> {
  const gateway = site.gateways.cloudformation(service.region);
  await gateway.deleteChangeSet(changeSet.id);
  if (stack) return;
  const token = requestToken({ ...service, digest: removal(changeSet.stackId) }, changeSet.id);
  await gateway.deleteStack(changeSet.stackId, { token, role: site.serviceRole });
}

/** The change set that a person reviewed is executed as long as it is for the same content and still can be. */
async function changeSetFor(
  site: Site,
  service: ServicePlan,
  deployment: Deployment,
  desired: Desired,
  stack: Stack | null,
): Promise<Requested> {
  const cloudformation = site.gateways.cloudformation(service.region);
  const { clock, signal } = site.run;
  if (deployment.changeSet && deployment.digest === desired.digest) {
    const reviewed = await cloudformation.describeChangeSet(deployment.changeSet);
    if (reviewed?.executionStatus === 'AVAILABLE') {
      const bucket = site.known.bucket(service.region);
      if (bucket) await site.uploader.artifacts(service.region, bucket.name, deployment.artifacts);
      return { ...reviewed, since: null };
    }
  }
  const create = !stack || stack.status === 'REVIEW_IN_PROGRESS';
  return requestChangeSet({
    cloudformation,
    uploader: site.uploader,
    clock,
    signal,
    project: site.plan.project,
    account: site.gateways.account,
    region: service.region,
    stack: service.stack,
    type: create ? 'CREATE' : 'UPDATE',
    deployment,
    desired,
    role: site.serviceRole,
    pace: site.pace,
  });
}

async function finish(site: Site, service: ServicePlan, deployment: Deployment, stack: Stack): Promise<void> {
  const gateway = site.gateways.cloudformation(service.region);
  const ours = deployment.protect || site.recorded[service.key]?.protected === true;
  if (ours && deployment.protect !== stack.terminationProtection)
    await gateway.setTerminationProtection(stack.id, deployment.protect);
  await publishOutputs(site, service, stack);
  await probeHealth(site, service, deployment);
}

/** Says how the service is doing; a service that does not answer is no failure of its deployment. */
async function probeHealth(site: Site, service: ServicePlan, { health }: Deployment): Promise<void> {
  const url = health && evaluateKnown(health, service.region, site.known);
  if (!url) return;
  const state = await site.run.probe(url);
  if (state !== 'unknown') say(site, subjectOf(site, service), 'note', `health: ${state}`);
}
