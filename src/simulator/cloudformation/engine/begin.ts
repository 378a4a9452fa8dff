import { next } from '../../state.ts';
import type { StackConfig } from '../records.ts';
import { schedule, type Site } from '../site.ts';
import type { StackRecord } from '../stack-record.ts';
import { setStackStatus } from './events.ts';
import type { OnFailure, Operation, PhaseName, Snapshot } from './operation.ts';
import { rehearsalFor } from './rehearsal.ts';

/** Between the request and the first thing that happens to a resource. */
const START_MS = 500;

/** What an operation needs beside its stack. */
interface Asked {
  readonly token: string | null;
  readonly onFailure?: OnFailure;
  readonly skip?: readonly string[];
  readonly takesIn?: Readonly<Record<string, string>>;
}

/** CREATE_IN_PROGRESS; the rest is tasks. */
export function startCreate(stack: StackRecord, config: StackConfig, asked: Asked, site: Site): void {
  stack.config = config;
  start(stack, 'create', asked, null, site);
  setStackStatus(stack, 'CREATE_IN_PROGRESS', 'User Initiated', site);
}

/** UPDATE_IN_PROGRESS; the rest is tasks. The snapshot leads back. */
export function startUpdate(stack: StackRecord, config: StackConfig, asked: Asked, site: Site): void {
  const previous: Snapshot = structuredClone({
    config: stack.config,
    resources: stack.resources,
    imports: stack.imports,
    outputs: stack.outputs,
    changeSetId: stack.changeSetId,
  });
  stack.config = config;
  stack.updated = site.now;
  start(stack, 'update', asked, previous, site);
  setStackStatus(stack, 'UPDATE_IN_PROGRESS', 'User Initiated', site);
}

/** DELETE_IN_PROGRESS; the rest is tasks. */
export function startDelete(stack: StackRecord, asked: Asked, site: Site): void {
  start(stack, 'delete', asked, null, site);
  setStackStatus(stack, 'DELETE_IN_PROGRESS', 'User Initiated', site);
}

/** UPDATE_ROLLBACK_IN_PROGRESS, from an update that is cancelled or a rollback that failed; what `skip` names is left alone. */
export function continueRollback(stack: StackRecord, asked: Asked, site: Site): void {
  if (stack.operation === null) return;
  const number = next(site.state);
  stack.token = asked.token;
  stack.operation = { ...stack.operation, number, phase: 'restore', skip: asked.skip ?? [] };
  schedule(site, START_MS, 'begin', { stackId: stack.id, operation: number });
  setStackStatus(stack, 'UPDATE_ROLLBACK_IN_PROGRESS', 'User Initiated', site);
}

function start(stack: StackRecord, phase: PhaseName, asked: Asked, previous: Snapshot | null, site: Site): void {
  stack.token = asked.token;
  const operation: Operation = {
    number: next(site.state),
    phase,
    works: [],
    pace: null,
    rehearsal: rehearsalFor(stack.name, stack.config.template, phase, site),
    onFailure: asked.onFailure ?? 'ROLLBACK',
    before: { status: stack.status, reason: stack.reason },
    skip: asked.skip ?? [],
    takesIn: asked.takesIn ?? {},
    previous,
    leftovers: [],
  };
  stack.operation = operation;
  schedule(site, START_MS, 'begin', { stackId: stack.id, operation: operation.number });
}
