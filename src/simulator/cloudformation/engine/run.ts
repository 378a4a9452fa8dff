import { ResourceFailure } from '../faults.ts';
import { failureReason } from '../resources/messages.ts';
import { schedule, type Site } from '../site.ts';
import type { StackRecord } from '../stack-record.ts';
import { setResourceStatus } from './events.ts';
import { beginMake, finishMake } from './make.ts';
import type { Begun, Operation, PhaseName, Work } from './operation.ts';
import { beginRemove, finishRemove, recordOf } from './remove.ts';
import { beginRestore, finishRestore } from './restore.ts';
import { paceOf, readyWorks } from './works.ts';

/** Begins a phase of the running operation. Its end is the task `phase`. */
export function enterPhase(stack: StackRecord, phase: PhaseName, works: readonly Work[], site: Site): void {
  const operation = stack.operation;
  if (operation === null) return;
  const { seconds } = operation.rehearsal;
  operation.phase = phase;
  operation.works = [...works];
  operation.pace = seconds === null ? null : paceOf(works, stack, seconds);
  advance(stack, operation, site);
}

/** Carries out the end of one work: the task `work`. */
export function finishWork(stack: StackRecord, logicalId: string, site: Site): void {
  const operation = stack.operation;
  const work = operation?.works.find((item) => item.logicalId === logicalId && item.state === 'running');
  if (operation === null || work === undefined) return;
  attempt(stack, operation, work, site, () => {
    refuseRehearsed(operation, work);
    finish(stack, work, site);
    work.state = 'done';
  });
  advance(stack, operation, site);
}

/** Begins everything that can begin, independent resources side by side, until something is to be waited for. */
function advance(stack: StackRecord, operation: Operation, site: Site): void {
  for (let ready = beginnable(operation); ready.length > 0; ready = beginnable(operation)) {
    for (const work of ready) beginWork(stack, operation, work, site);
  }
  if (operation.works.some((work) => work.state === 'running')) return;
  schedule(site, 0, 'phase', { stackId: stack.id, operation: operation.number });
}

/** Nothing new begins once something could not be made. */
function beginnable(operation: Operation): Work[] {
  const broken = operation.works.some((work) => work.state === 'failed' && work.action === 'make');
  return broken ? [] : readyWorks(operation.works);
}

function beginWork(stack: StackRecord, operation: Operation, work: Work, site: Site): void {
  if (work.state !== 'waiting') return;
  attempt(stack, operation, work, site, () => {
    const ms = begin(stack, work, site);
    work.state = ms === null ? 'done' : 'running';
    if (typeof ms !== 'number') return;
    schedule(site, operation.pace ?? ms, 'work', {
      stackId: stack.id,
      operation: operation.number,
      logicalId: work.logicalId,
    });
  });
}

function begin(stack: StackRecord, work: Work, site: Site): Begun {
  switch (work.action) {
    case 'make':
      return beginMake(stack, work, site);
    case 'restore':
      return beginRestore(stack, work, site);
    case 'remove':
      return beginRemove(stack, work, site);
  }
}

function finish(stack: StackRecord, work: Work, site: Site): void {
  switch (work.action) {
    case 'make':
      return finishMake(stack, work, site);
    case 'restore':
      return finishRestore(stack, work, site);
    case 'remove':
      return finishRemove(stack, work, site);
  }
}

/** Does one step of a work; what goes wrong becomes the resource's failure, and calls off what else is being made. */
function attempt(stack: StackRecord, operation: Operation, work: Work, site: Site, step: () => void): void {
  try {
    step();
  } catch (error) {
    fail(stack, work, failureReason(site, error, serviceOf(work, stack)), site);
    if (work.action !== 'make') return;
    for (const other of operation.works.filter((item) => item.state === 'running')) {
      const creating = stack.resources[other.logicalId]?.status === 'CREATE_IN_PROGRESS';
      fail(stack, other, `Resource ${creating ? 'creation' : 'update'} cancelled`, site);
    }
  }
}

function fail(stack: StackRecord, work: Work, reason: string, site: Site): void {
  work.state = 'failed';
  const record = work.action === 'remove' ? recordOf(stack, work) : stack.resources[work.logicalId];
  if (record === undefined) return;
  const [doing = 'UPDATE'] = /^(CREATE|IMPORT)(?=_IN_PROGRESS$)/.exec(record.status) ?? [];
  const verb = work.action === 'remove' ? 'DELETE' : doing;
  setResourceStatus(stack, record, `${verb}_FAILED`, reason, site);
}

/** The service that a failed resource is of, as error texts name it. */
function serviceOf(work: Work, stack: StackRecord): string {
  const type = work.action === 'make' ? work.target.type : (stack.resources[work.logicalId]?.type ?? '');
  return type.split('::')[1] ?? 'CloudFormation';
}

const REHEARSED_ON: Readonly<Record<PhaseName, string>> = {
  create: 'create',
  update: 'update',
  delete: 'delete',
  rollback: 'rollback',
  restore: 'rollback',
  restoreCleanup: 'rollback',
  cleanup: 'delete',
};

function refuseRehearsed({ rehearsal, phase, works }: Operation, work: Work): void {
  const isNamed = rehearsal.failResource === work.logicalId && rehearsal.failOn.includes(REHEARSED_ON[phase]);
  const isLast = work.action === 'make' && works.every((other) => other === work || other.state === 'done');
  if (isNamed || (rehearsal.failLast && isLast)) throw new ResourceFailure(rehearsal.failReason);
}
