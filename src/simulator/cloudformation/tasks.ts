import type { Task, TaskCall } from '../service.ts';
import { beginOperation, endPhase } from './engine/phases.ts';
import { finishWork } from './engine/run.ts';
import { stepChangeSet } from './operations/change-set-steps.ts';
import { finishDrift } from './operations/drift.ts';
import { regionOf, siteOf, type Place, type Site } from './site.ts';
import type { StackRecord } from './stack-record.ts';
import { followOrganization } from './stack-sets/automatic.ts';
import { stepStackSet } from './stack-sets/run.ts';

interface StackTask extends Place {
  readonly stackId: string;
  readonly operation: number;
  readonly logicalId: string;
}

interface NestedTask extends Place {
  readonly stackId: string;
  readonly logicalId: string;
}

interface ChangeSetTask extends Place {
  readonly changeSetId: string;
}

interface DriftTask extends Place {
  readonly driftId: string;
}

/** Everything that CloudFormation has scheduled, by kind. */
export const TASKS: Readonly<Record<string, Task>> = {
  begin: forStack((stack, site) => beginOperation(stack, site)),
  work: forStack((stack, site, { logicalId }) => finishWork(stack, logicalId, site)),
  phase: forStack((stack, site) => endPhase(stack, site)),
  nested: (data, call) => {
    const task = data as NestedTask;
    const site = siteOf(task, call);
    const parent = regionOf(site).stacks[task.stackId];
    if (parent !== undefined) finishWork(parent, task.logicalId, site);
  },
  changeSet: (data, call) => {
    const task = data as ChangeSetTask;
    stepChangeSet(task.changeSetId, siteOf(task, call));
  },
  stackSet: stepStackSet,
  stackSetsFollow: followOrganization,
  drift: (data, call) => {
    const task = data as DriftTask;
    finishDrift(task.driftId, siteOf(task, call));
  },
};

/** A task of an operation that another has followed does nothing. */
function forStack(step: (stack: StackRecord, site: Site, task: StackTask) => void): Task {
  return (data: unknown, call: TaskCall) => {
    const task = data as StackTask;
    const site = siteOf(task, call);
    const stack = regionOf(site).stacks[task.stackId];
    if (stack?.operation?.number === task.operation) step(stack, site, task);
  };
}
