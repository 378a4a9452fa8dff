import type { Stack } from '../aws/types/cloudformation.ts';
import { TAG } from '../model/names.ts';
import type { RecordedService } from '../model/observation.ts';
import type { Deployment, ServiceAction } from '../model/plan.ts';
import { carriesDigest, type Desired } from './desired.ts';
import { dispositionOf, isHealthy } from './status.ts';

export interface Decision {
  readonly action: Extract<ServiceAction, 'create' | 'update' | 'none' | 'recover'>;
  readonly reasons: readonly string[];
}

export interface DecideInput {
  readonly stack: Stack | undefined;
  /** Null while an input is known only after an upstream service is deployed. */
  readonly desired: Desired | null;
  readonly deployment: Deployment;
  readonly recorded: RecordedService | undefined;
  /** Names of upstream services that this run changes, whose outputs may change with them. */
  readonly changing: readonly string[];
  /** When the run-time values that mark the service were set last, ms since 1970, by key. */
  readonly runtimeSetAt?: Readonly<Record<string, number>>;
}

/** What has to be done to a stack so that it becomes what is wanted, and why. Pure; see `status.ts` for the statuses. */
export function decide(input: DecideInput): Decision {
  const { stack, desired, changing } = input;
  switch (dispositionOf(stack?.status)) {
    case 'absent':
      return { action: 'create', reasons: ['is not deployed yet'] };
    case 'review':
      return { action: 'create', reasons: ['was never deployed: only an earlier change set is there'] };
    case 'dead':
      return { action: 'recover', reasons: [`stack is ${stack?.status}: it is deleted and created again`] };
    case 'stuck':
      return {
        action: 'recover',
        reasons: [`stack is ${stack?.status}: its rollback is continued, then it is updated`],
      };
    case 'manual':
      return { action: 'recover', reasons: [`stack is ${stack?.status}: a person has to repair it`] };
    case 'busy':
    case 'settled':
      break;
  }
  const reasons =
    stack && desired ? differences(stack, desired, input) : [`takes values that ${listed(changing)} will have`];
  if (reasons.length === 0) {
    return { action: 'none', reasons: changing.length > 0 ? [`looked at again after ${listed(changing)}`] : [] };
  }
  // What an update replaced is removed after it: a stack that is as it should be is not waited for.
  const waits = dispositionOf(stack?.status) === 'busy';
  return { action: 'update', reasons: waits ? [`stack is ${stack?.status}: that is waited for first`] : reasons };
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'an upstream service' : names.join(', ');
}

/** Why what is deployed is not what is wanted; empty when it is. */
function differences(stack: Stack, desired: Desired, { recorded, runtimeSetAt = {} }: DecideInput): string[] {
  if (!isHealthy(stack.status)) return [`the last operation did not end well: ${stack.status}`];
  const parameters = changedParameters(stack, desired);
  const tags = changedTags(stack, desired);
  const reasons = [...parameters, ...tags];
  const otherTemplate = recorded !== undefined && recorded.template !== null && recorded.template !== desired.template;
  if (reasons.length > 0) return otherTemplate ? [...reasons, CONTENT] : reasons;
  // Whoever changed the stack since our last deployment may have changed its template: its change set's name is history then.
  if (recorded && recorded.updated !== (stack.updated ?? stack.created))
    return ['was changed since the last deployment'];
  const same = recorded ? recorded.digest === desired.digest : carriesDigest(stack, desired.digest);
  return same ? [] : [...runtimeSince(recorded?.updated, runtimeSetAt), CONTENT];
}

/** Run-time values that somebody set after the stack's last change: with `config set`, or past envctl. */
function runtimeSince(updated: number | undefined, setAt: Readonly<Record<string, number>>): string[] {
  const keys = Object.keys(setAt).filter((key) => updated !== undefined && (setAt[key] ?? 0) > updated);
  return keys.sort().map((key) => `run-time value ${key}`);
}

const CONTENT = 'template, code or configuration';

function changedParameters(stack: Stack, desired: Desired): string[] {
  return Object.entries(desired.parameters).flatMap(([name, value]) => {
    const now = stack.parameters[name];
    return now === value || now === '****' ? [] : [`parameter ${name}`];
  });
}

function changedTags(stack: Stack, desired: Desired): string[] {
  const names = new Set([...Object.keys(desired.tags), ...Object.keys(stack.tags)]);
  return [...names].sort().flatMap((name) => (desired.tags[name] === stack.tags[name] ? [] : [`tag ${name}`]));
}

/** True when the stack carries the tags by which envctl knows its own. */
export function isOurs(stack: Stack, owner: { project: string; name: string }, service: string): boolean {
  return (
    stack.tags[TAG.project] === owner.project &&
    stack.tags[TAG.environment] === owner.name &&
    stack.tags[TAG.service] === service
  );
}
