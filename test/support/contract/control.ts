import { actionOf, throttled, type Effect } from '../faults/kinds.ts';
import { denied } from '../faults/faulty.ts';
import type { Operation } from '../aws-model.ts';
import { CONTROL } from '../scenario/endpoint.ts';

/** One kind of trouble for some requests. */
export interface Trouble {
  /** Tells it from others. */
  readonly id: string;
  readonly operation: Operation;
  readonly effect: Effect;
  /** How many requests it strikes, from the `nth` (from 1) on. */
  readonly times: number;
  readonly nth?: number;
  /** Those who act in one of these accounts alone are struck. */
  readonly accounts: readonly string[];
}

/** Makes the other endpoint strike requests. */
export async function addTroubles(troubles: readonly Trouble[]): Promise<void> {
  await control('faults', 'POST', troubles.map(endpointFault));
}

/** From here on nobody is struck any more; answers how often each trouble struck, by its id. */
export async function endTroubles(): Promise<ReadonlyMap<string, number>> {
  const faults = (await control('faults', 'GET')) as readonly { id: string; fired: number }[];
  await control('faults', 'DELETE');
  return new Map(faults.map(({ id, fired }) => [id, fired]));
}

/** Makes access keys those of management accounts of their own. */
export async function addKeys(credentials: Readonly<Record<string, string>>): Promise<void> {
  await control('config', 'POST', { credentials });
}

async function control(path: string, method: string, body?: unknown): Promise<unknown> {
  const answer = await fetch(`${CONTROL ?? ''}/${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok)
    throw new Error(`the endpoint does not take ${path}: ${String(answer.status)} ${await answer.text()}`);
  return answer.json();
}

function endpointFault({ id, operation, effect, times, nth = 1, accounts }: Trouble): object {
  return {
    id,
    match: { service: operation.service, operation: spelled(operation), account: accounts.join('|') },
    when: { after: nth - 1 },
    ...(Number.isFinite(times) ? { times } : {}),
    do: strokeOf(operation, effect),
  };
}

/** Some operations have another name there: those of S3 follow from the query, those of Account Management from the path. */
function spelled({ service, name }: Operation): string {
  if (service === 'account') return name.slice(0, 1).toLowerCase() + name.slice(1);
  if (service !== 's3') return name;
  return name.replace('PublicAccessBlock', 'BucketPublicAccessBlock').replace('LifecycleConfiguration', 'Lifecycle');
}

function strokeOf(operation: Operation, effect: Effect): object {
  if (effect === throttled) return { type: 'throttle' };
  switch (effect.type) {
    case 'error':
      return { type: 'error', code: effect.code(operation.service), status: effect.status(operation.service) };
    case 'denied': {
      const { code, status, message } = denied(operation);
      return { type: 'error', code, status, message };
    }
    case 'expired':
      return { type: 'expire-credentials' };
    case 'drop':
      return { type: effect.when === 'before' ? 'drop' : 'drop-after' };
    case 'slow':
      return { type: 'slow', seconds: effect.ms / 1_000 };
    default:
      throw new Error(`the endpoint does not know ${effect.type} ${actionOf(operation)}`);
  }
}
