import { regionOf, schedule, siteOf, type Place, type Site } from '../site.ts';
import type { TaskCall } from '../../service.ts';
import { beginInstance, lookAtInstance, type Ending } from './instance.ts';
import { concurrencyOf, toleranceOf } from './preferences.ts';
import type { InstanceRecord, OperationRecord, ResultRecord, StackSetRecord } from './record.ts';
import { isActive } from './store.ts';

/** Between two looks at the stacks of an operation. */
const TICK_MS = 500;

interface StepTask extends Place {
  readonly setId: string;
  readonly operationId: string;
}

/** Takes an operation into the set's list, and begins it unless another one is under way. */
export function addOperation(set: StackSetRecord, operation: OperationRecord, site: Site): void {
  set.operations[operation.id] = operation;
  for (const { account, region, unit } of operation.results) {
    const one = (set.instances[`${account}/${region}`] ??= newInstance(account, region, unit));
    one.lastOperation = operation.id;
    one.detailed = 'PENDING';
  }
  beginNext(set, site);
}

function newInstance(account: string, region: string, unit: string): InstanceRecord {
  const status = { status: 'OUTDATED', detailed: 'PENDING', reason: null, lastOperation: null } as const;
  return { account, region, unit, stackId: null, ...status };
}

function beginNext(set: StackSetRecord, site: Site): void {
  const operations = Object.values(set.operations);
  const next = operations.find(({ status }) => status === 'QUEUED');
  if (next === undefined || operations.some(isActive)) return;
  next.status = 'RUNNING';
  schedule(site, TICK_MS, 'stackSet', { setId: set.id, operationId: next.id });
}

/** One look at an operation: what has ended is noted, what may begin begins. The task `stackSet`. */
export function stepStackSet(data: unknown, call: TaskCall): void {
  const task = data as StepTask;
  const site = siteOf(task, call);
  const set = regionOf(site).stackSets?.[task.setId];
  const operation = set?.operations[task.operationId];
  if (set === undefined || operation === undefined || !isActive(operation)) return;
  for (const result of operation.results.filter(({ status }) => status === 'RUNNING')) {
    const one = instanceOf(set, result);
    end(set, operation, result, lookAtInstance(one, operation, site));
  }
  advance(set, operation, site);
  if (operation.results.some(({ status }) => status === 'PENDING' || status === 'RUNNING')) {
    schedule(site, TICK_MS, 'stackSet', { setId: set.id, operationId: operation.id });
    return;
  }
  finish(set, operation, site);
}

function finish(set: StackSetRecord, operation: OperationRecord, site: Site): void {
  const failed = regionsOf(operation).some((region) => isGivenUp(operation, region));
  operation.status = operation.status === 'STOPPING' ? 'STOPPED' : failed ? 'FAILED' : 'SUCCEEDED';
  operation.ended = site.now;
  beginNext(set, site);
}

/** Regions have their turn one after the other unless they may go together. One that is given up ends those after it, too. */
function advance(set: StackSetRecord, operation: OperationRecord, site: Site): void {
  for (const region of regionsOf(operation)) {
    if (operation.status === 'STOPPING' || regionsOf(operation).some((one) => isGivenUp(operation, one))) {
      for (const result of operation.results) if (result.status === 'PENDING') cancel(set, result);
      return;
    }
    const results = operation.results.filter((result) => result.region === region);
    beginSome(set, operation, results, site);
    const busy = results.some(({ status }) => status === 'PENDING' || status === 'RUNNING');
    if (busy && !operation.preferences.parallel) return;
  }
}

function beginSome(set: StackSetRecord, operation: OperationRecord, results: ResultRecord[], site: Site): void {
  for (const result of results.filter(({ status }) => status === 'PENDING')) {
    const running = results.filter(({ status }) => status === 'RUNNING').length;
    const failures = results.filter(({ status }) => status === 'FAILED').length;
    if (running >= concurrencyOf(operation.preferences, results.length, failures)) return;
    if (isGivenUp(operation, result.region)) return;
    const one = instanceOf(set, result);
    result.status = 'RUNNING';
    one.detailed = 'RUNNING';
    end(set, operation, result, beginInstance(set, operation, one, site));
  }
}

function end(set: StackSetRecord, operation: OperationRecord, result: ResultRecord, ending: Ending): void {
  if (ending === null) return;
  const one = instanceOf(set, result);
  const { failure } = ending;
  result.status = failure === null ? 'SUCCEEDED' : 'FAILED';
  result.reason = failure;
  one.detailed = result.status;
  one.reason = failure;
  if (failure !== null) {
    one.status = operation.action === 'DELETE' ? 'INOPERABLE' : 'OUTDATED';
  } else if (operation.action === 'DELETE') {
    delete set.instances[`${result.account}/${result.region}`];
  } else {
    one.status = 'CURRENT';
  }
}

function cancel(set: StackSetRecord, result: ResultRecord): void {
  const reason = 'Cancelled since failure tolerance has exceeded';
  result.status = 'CANCELLED';
  result.reason = reason;
  const one = instanceOf(set, result);
  one.detailed = 'CANCELLED';
  one.reason = reason;
}

function isGivenUp({ results, preferences }: OperationRecord, region: string): boolean {
  const here = results.filter((result) => result.region === region);
  const failures = here.filter(({ status }) => status === 'FAILED').length;
  return failures > toleranceOf(preferences, here.length);
}

function regionsOf({ results }: OperationRecord): string[] {
  return [...new Set(results.map(({ region }) => region))];
}

function instanceOf(set: StackSetRecord, { account, region, unit }: ResultRecord): InstanceRecord {
  return (set.instances[`${account}/${region}`] ??= newInstance(account, region, unit));
}
