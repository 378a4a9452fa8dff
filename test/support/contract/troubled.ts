import { scopeOf } from '../../../src/simulator/scope.ts';
import type { WireRequest } from '../../../src/simulator/service.ts';
import type { Simulator } from '../../../src/simulator/simulator.ts';
import { operationOf, operationText } from '../aws-model.ts';
import { strike } from '../faults/faulty.ts';
import type { Effect } from '../faults/kinds.ts';
import { openEndpoint, SHARED } from '../scenario/endpoint.ts';
import { contractOf, type Contract } from './contract.ts';
import { addTroubles, type Trouble } from './control.ts';

/** An AWS that can be told to make trouble. */
export interface TroubledContract extends Contract {
  inject(trouble: Trouble): Promise<void>;
}

/** The endpoint of AWS_ENDPOINT_URL with its own faults, or the embedded AWS with the fault campaign's. */
export async function openTroubled(): Promise<TroubledContract> {
  const troubles: Trouble[] = [];
  const wrap = (simulator: Simulator): Simulator => troubled(simulator, troubles);
  const contract = contractOf(await openEndpoint({ settings: { rates: false }, wrap }));
  const inject =
    SHARED === null ? async (one: Trouble) => void troubles.push(one) : (one: Trouble) => addTroubles([one]);
  return { ...contract, inject };
}

const EXPIRED: Effect = { type: 'expired' };

function troubled(simulator: Simulator, troubles: readonly Trouble[]): Simulator {
  const struck = new Map<Trouble, number>();
  const expired = new Set<string>();
  const clock = { pause: (ms: number): Promise<void> => simulator.settings.clock.sleep(ms) };
  const due = (request: WireRequest): Effect | null => {
    const key = scopeOf(request)?.accessKey ?? '';
    if (expired.has(key)) return EXPIRED;
    const name = operationText(operationOf(request));
    const trouble = troubles.find((one) => operationText(one.operation) === name && (struck.get(one) ?? 0) < one.times);
    if (!trouble) return null;
    struck.set(trouble, (struck.get(trouble) ?? 0) + 1);
    if (trouble.effect.type === 'expired') expired.add(key);
    return trouble.effect;
  };
  const handle: Simulator['handle'] = async (request) => {
    const next = () => simulator.handle(request);
    const effect = due(request);
    return effect === null ? next() : strike(effect, { request, asked: operationOf(request), next, clock });
  };
  return { ...simulator, handle };
}
