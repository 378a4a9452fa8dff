import type { Operating, StackSetsGateway } from '../aws/types/stack-sets.ts';
import { whileHeld } from '../bucket/while-held.ts';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { EnvctlError } from '../diagnostics/error.ts';
import { counted } from '../model/counted.ts';
import type { ObservedStackSet } from '../model/observation.ts';
import type { ServiceOutcome } from '../model/outcome.ts';
import type { ServicePlan } from '../model/plan.ts';
import type { InstanceOutcome, StackSetPlan } from '../model/stack-set.ts';
import { administrator } from '../observe/administrator.ts';
import { observeStackSet } from '../observe/stack-sets.ts';
import { contentDifferences } from '../plan/stack-set-content.ts';
import { instancesOf } from '../plan/stack-set-instances.ts';
import { templateText } from '../template/text.ts';
import { approvalRequired } from './approval.ts';
import { follow, operationId, type Followed } from './stack-set-operation.ts';
import { say, subjectOf, type Site } from './site.ts';

/** How a stack set has come out. `failure`: too many of its stacks failed, or somebody stopped the operation. */
export interface DeployedStackSet {
  readonly outcome: Extract<ServiceOutcome['outcome'], 'created' | 'updated' | 'unchanged'>;
  readonly instances: readonly InstanceOutcome[];
  readonly failure: Diagnostic | null;
}

/**
 * Brings a stack set and its stacks to what the plan says, by operations that go on in AWS whether anybody waits or not. One
 * that is under way is waited for first; the id of an operation follows from what it does and from what was there, so that
 * a run that was stopped and begun again joins its own operation.
 */
export async function deployStackSet(site: Site, service: ServicePlan, plan: StackSetPlan): Promise<DeployedStackSet> {
  const { gateway: open } = await administrator(service.region, site.run);
  const gateway = whileHeld(open, site.hold);
  const work = new Work(site, service, plan, gateway);
  return work.run();
}

/** One stack set while it is deployed. */
class Work {
  private readonly site: Site;
  private readonly service: ServicePlan;
  private readonly plan: StackSetPlan;
  private readonly gateway: StackSetsGateway;
  private readonly instances = new Map<string, InstanceOutcome>();

  constructor(site: Site, service: ServicePlan, plan: StackSetPlan, gateway: StackSetsGateway) {
    this.site = site;
    this.service = service;
    this.plan = plan;
    this.gateway = gateway;
  }

  async run(): Promise<DeployedStackSet> {
    const { plan } = this;
    const before = await this.rested();
    if (before && this.isCurrent(before)) return { outcome: 'unchanged', instances: [], failure: null };
    if (plan.manualApproval && !(await this.site.approve(this.service))) {
      throw new EnvctlError([approvalRequired(this.site.plan.environment, this.service)]);
    }
    const outcome = before === null ? 'created' : 'updated';
    const failure = (await this.content(before)) ?? (await this.places()) ?? (await this.leave());
    return { outcome, instances: [...this.instances.values()], failure };
  }

  /** The set once nothing is under way with it; what ends meanwhile may be all that was to be done. */
  private async rested(): Promise<ObservedStackSet | null> {
    for (;;) {
      const set = await this.look();
      const [running] = set?.running ?? [];
      if (running === undefined) return set;
      this.say('waiting', `operation ${running} is under way`);
      await this.follow(running);
    }
  }

  private look(): Promise<ObservedStackSet | null> {
    return observeStackSet(this.gateway, this.service.stack);
  }

  private isCurrent(set: ObservedStackSet): boolean {
    const open = this.wanted(set).some(({ action }) => action === 'create' || action === 'update');
    return !open && this.plan.leaves.length === 0 && contentDifferences(set, this.plan).length === 0;
  }

  private wanted(set: ObservedStackSet) {
    const { unitId, regions, instances } = this.plan;
    const accounts = [...new Set(instances.filter(({ action }) => !isLeft(action)).map(({ account }) => account))];
    return instancesOf(set, { unitId, accounts, regions }, { updates: false, leaves: [] });
  }

  /** Makes the set, or brings it and all its stacks to its new content. */
  private async content(before: ObservedStackSet | null): Promise<Diagnostic | null> {
    const { plan, service, gateway } = this;
    const { parameters, tags, capabilities, autoDeploy } = plan;
    const body = templateText(plan.template);
    const request = { name: service.stack, body, parameters, tags, capabilities, autoDeploy };
    if (before === null) {
      if (plan.activates) await gateway.activate();
      await gateway.create(request);
      return null;
    }
    const behind = this.wanted(before).some(({ action }) => action === 'update');
    if (contentDifferences(before, plan).length === 0 && !behind) return null;
    const operating = this.operating('u', before);
    this.say('progress', `updating ${counted(before.instances.length, 'stack')}`);
    await gateway.update({ ...request, ...operating });
    return this.judge(await this.follow(operating.id));
  }

  /** Makes the stacks that are not there yet. */
  private async places(): Promise<Diagnostic | null> {
    const { plan, service, gateway } = this;
    const set = await this.look();
    if (!set || plan.unitId === null) return null;
    const missing = this.wanted(set).filter(({ action }) => action === 'create').length;
    const isTargeted = set.units.includes(plan.unitId) && plan.regions.every((region) => set.regions.includes(region));
    if (missing === 0 && isTargeted) return null;
    const operating = this.operating('c', set);
    this.say('progress', `creating ${counted(missing, 'stack')}`);
    const { unitId, regions, except } = plan;
    await gateway.createInstances(service.stack, { units: [unitId], regions, except }, operating);
    return this.judge(await this.follow(operating.id));
  }

  /** Deletes the stacks that are no longer wanted, when that was asked for. */
  private async leave(): Promise<Diagnostic | null> {
    const { plan, service, gateway } = this;
    for (const target of plan.leaves) {
      const set = await this.look();
      if (!set) return null;
      const operating = this.operating('d', set);
      await gateway.deleteInstances(service.stack, target, operating);
      const failure = this.judge(await this.follow(operating.id));
      if (failure) return failure;
    }
    return null;
  }

  private operating(kind: 'c' | 'u' | 'd', set: ObservedStackSet): Operating {
    const { maxConcurrent, failureTolerance, template, parameters, tags, regions, unitId, except } = this.plan;
    return {
      id: operationId(kind, { template, parameters, tags, regions, unitId, except }, set),
      maxConcurrent,
      failureTolerance,
    };
  }

  private async follow(id: string): Promise<Followed> {
    const followed = await follow(
      { gateway: this.gateway, name: this.service.stack, id, run: this.site.run },
      (message) => this.say('progress', message),
    );
    for (const one of followed.instances) this.instances.set(`${one.account}/${one.region}`, one);
    return followed;
  }

  /** Failures that may be are told, and are no failure of the deployment: the next plan finds these stacks out of date. */
  private judge({ status, instances }: Followed): Diagnostic | null {
    const failed = instances.filter(({ outcome }) => outcome === 'failed');
    for (const one of failed)
      this.say('note', `${one.account} in ${one.region} failed: ${one.reason ?? 'for no reason given'}`);
    if (status === 'SUCCEEDED') return null;
    return stackSetFailure(this.service.stack, status, instances);
  }

  private say(phase: Parameters<typeof say>[2], message: string): void {
    say(this.site, subjectOf(this.site, this.service), phase, message);
  }
}

function isLeft(action: StackSetPlan['instances'][number]['action']): boolean {
  return action === 'kept' || action === 'delete';
}

/** The first stack that failed stands for all; the others are in the outcome. */
export function stackSetFailure(name: string, status: string, instances: readonly InstanceOutcome[]): Diagnostic {
  const failed = instances.filter(({ outcome }) => outcome === 'failed');
  const [first] = failed;
  const what = first
    ? `${failed.length} of ${instances.length} stacks failed, first in account ${first.account}, ${first.region}: ${first.reason ?? 'for no reason given'}`
    : `the operation is ${status}`;
  const hint = 'correct the cause and run the command again: only stacks that are not up to date are tried again';
  return diagnostic('StackFailed', `stack set ${name}: ${what}`, { hint });
}
