import { AwsFault, type WireRequest, type WireResponse } from '../../../src/simulator/service.ts';
import { faultFormOf } from '../../../src/simulator/routing.ts';
import { SERVICES } from '../../../src/simulator/services.ts';
import type { Simulator } from '../../../src/simulator/simulator.ts';
import { operationOf, operationText, type Operation } from '../aws-model.ts';
import { broken } from '../scripted-handler.ts';
import { actionOf, type Effect, type Kind } from './kinds.ts';
import type { PausableClock } from './pausable-clock.ts';

/** Where and what: the `nth` request (from 1) of this operation that a run makes. */
export interface Strike {
  readonly operation: string;
  readonly nth: number;
  readonly kind: Kind;
}

/** The AWS of one run that meets trouble; other runs reach the same world undisturbed. */
export interface Faulty {
  readonly simulator: Simulator;
  /** How many requests were struck. */
  struck(): number;
}

/** `send` and the SDK's own wait both hold the clock while an answer is awaited. */
const LAYERS = 2;

type Next = () => Promise<WireResponse>;

export function faulty(simulator: Simulator, clock: PausableClock, { operation, nth, kind }: Strike): Faulty {
  let seen = 0;
  let struck = 0;
  let dead = false;
  const handle = async (request: WireRequest): Promise<WireResponse> => {
    if (dead) throw killed();
    const asked = operationOf(request);
    const next = (): Promise<WireResponse> => simulator.handle(request);
    if (operationText(asked) !== operation) return next();
    seen += 1;
    if (seen < nth || struck >= kind.times) return next();
    struck += 1;
    dead = kind.effect.type === 'kill';
    return strike(kind.effect, { request, asked, next, clock });
  };
  return { simulator: { ...simulator, handle }, struck: () => struck };
}

export interface Struck {
  readonly request: WireRequest;
  readonly asked: Operation;
  readonly next: Next;
  readonly clock: Pick<PausableClock, 'pause'>;
}

/** What a request that meets trouble is answered with, or the error that its sender sees. */
export async function strike(effect: Effect, { request, asked, next, clock }: Struck): Promise<WireResponse> {
  switch (effect.type) {
    case 'error': {
      const code = effect.code(asked.service);
      return refuse(request, new AwsFault(code, `${code}, as a test has it`, effect.status(asked.service)));
    }
    case 'expired':
      return refuse(request, formOf(request).refusal('expired'));
    case 'denied':
      return refuse(request, denied(asked));
    case 'drop':
      if (effect.when === 'after') await next();
      throw broken('ECONNRESET');
    case 'slow':
      await clock.pause(effect.ms, LAYERS);
      return next();
    case 'hang':
      await next();
      await clock.pause(effect.ms, LAYERS);
      throw Object.assign(new Error(`no answer in ${String(effect.ms)} ms`), { name: 'TimeoutError' });
    case 'kill':
      if (effect.when === 'after') await next();
      throw killed();
  }
}

function formOf(request: WireRequest): ReturnType<typeof faultFormOf> {
  const { service } = operationOf(request);
  return faultFormOf(
    SERVICES.find(({ name }) => name === service),
    request,
  );
}

function refuse(request: WireRequest, fault: AwsFault): WireResponse {
  const response = formOf(request).fault(fault, { requestId: 'struck', namespace: '' });
  const headers = { 'x-amzn-requestid': 'struck', age: '0', ...response.headers };
  return { ...response, headers, body: request.method === 'HEAD' ? new Uint8Array() : response.body };
}

/** AWS names the action that somebody lacks. */
export function denied(asked: Operation): AwsFault {
  const message = `User: arn:aws:iam::123456789012:user/admin is not authorized to perform: ${actionOf(asked)} on resource: * because no identity-based policy allows the ${actionOf(asked)} action`;
  if (asked.service === 'ec2') return new AwsFault('UnauthorizedOperation', message, 403);
  const json = ['organizations', 'ssm', 'account', 'budgets', 'servicequotas', 'logs'].includes(asked.service);
  return new AwsFault(json ? 'AccessDeniedException' : 'AccessDenied', message, json ? 400 : 403);
}

function killed(): Error {
  return Object.assign(new Error('killed'), { name: 'AbortError' });
}
