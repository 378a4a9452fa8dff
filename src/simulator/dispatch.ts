import { causeText } from '../diagnostics/error.ts';
import { operationCall, type World } from './calls.ts';
import { callerOf } from './credentials.ts';
import { isEnabled } from './account/enabled.ts';
import { requirePermissions } from './iam/permissions.ts';
import { isOpen } from './organizations/lookup.ts';
import { interfere } from './interference.ts';
import { jsonProtocol } from './protocols/json.ts';
import { queryProtocol } from './protocols/query.ts';
import type { FaultForm } from './protocols/protocol.ts';
import { takeToken } from './rates.ts';
import { own } from './record.ts';
import { faultFormOf, protocolOf, serviceName } from './routing.ts';
import { scopeOf, type Scope } from './scope.ts';
import { federate, isFederation } from './signin/federation.ts';
import {
  AwsFault,
  type Call,
  type RestService,
  type RpcService,
  type WireRequest,
  type WireResponse,
} from './service.ts';
import { SERVICES } from './services.ts';

/** An answer, and whether the request can only have looked. */
export interface Outcome {
  readonly response: WireResponse;
  readonly reads: boolean;
}

/** Finds out who asks what of which service, has it carried out and writes the answer or the error in the service's own form. */
export function respond(world: World, request: WireRequest, count: number): Outcome {
  if (isFederation(request)) return { response: federate(request, world), reads: false };
  const scope = scopeOf(request);
  const name = serviceName(request, scope);
  const service = SERVICES.find((each) => each.name === name);
  const form = faultFormOf(service, request);
  const requestId = `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`;
  try {
    interfere(world, name, form);
    const call = authenticate(world, scope, form);
    if (service === undefined) throw notImplemented(name, operationIn(request));
    const outcome = 'protocol' in service ? invoke(service, request, call, requestId) : serve(service, request, call);
    return { ...outcome, response: complete(outcome.response, request, requestId, world) };
  } catch (error) {
    const namespace = service !== undefined && 'protocol' in service ? (service.namespace ?? '') : '';
    const response = form.fault(asFault(error), { requestId, namespace });
    return { response: complete(response, request, requestId, world), reads: false };
  }
}

function authenticate(world: World, scope: Scope | null, form: FaultForm): Call {
  const caller = callerOf(world.state, scope, world.settings.managementAccount);
  if (typeof caller === 'string') throw form.refusal(caller);
  const region = scope?.region ?? '';
  const usable = isOpen(world.state, caller.account) && isEnabled(world.state, caller.account, region);
  if (!usable) throw form.refusal('unknown');
  return operationCall(world, caller, region);
}

function invoke(service: RpcService, request: WireRequest, call: Call, requestId: string): Outcome {
  const protocol = protocolOf(service);
  const { operation, input } = protocol.decode(request);
  const carryOut = own(service.operations, operation);
  if (carryOut === undefined) throw notImplemented(service.name, operation);
  requirePermissions(service, operation, input, call);
  takeToken(service.name, operation, call);
  const output = carryOut(input, call);
  const response = protocol.encode(operation, output, { requestId, namespace: service.namespace ?? '' });
  return { response, reads: /^(Get|List|Describe|Validate)/.test(operation) };
}

function serve(service: RestService, request: WireRequest, call: Call): Outcome {
  return { response: service.handle(request, call), reads: request.method === 'GET' || request.method === 'HEAD' };
}

/**
 * The date is the simulator's. `age` keeps the SDK from taking the distance to the machine's clock for a skew of that
 * clock: it would correct it and send every request that failed again.
 */
function complete(response: WireResponse, request: WireRequest, requestId: string, { state }: World): WireResponse {
  const headers = {
    'x-amzn-requestid': requestId,
    'x-amz-request-id': requestId,
    date: new Date(state.now).toUTCString(),
    age: '0',
    ...response.headers,
  };
  return { status: response.status, headers, body: request.method === 'HEAD' ? new Uint8Array() : response.body };
}

/** What is asked of a service that is not here, as well as the request tells. */
function operationIn(request: WireRequest): string {
  const target = jsonProtocol.decode({ ...request, body: new Uint8Array() }).operation;
  if (target !== '') return target;
  const form = queryProtocol.decode(request).operation;
  return form === '' ? `${request.method} ${request.path}` : form;
}

/** 501, because SDKs send everything from 500 to 504 but this again. */
function notImplemented(service: string, operation: string): AwsFault {
  const message = `the simulator does not implement ${operation} of ${service}`;
  return new AwsFault('NotImplemented', message, 501);
}

/** The first function in a stack trace that is in a file: those of the engine itself are in none. */
const OWN_FRAME = /^ +at (?:async )?(?:new )?([^ (]+) \((?:file:|\/|[A-Z]:)/m;

/** What is thrown and no `AwsFault` is a defect of the simulator, or its file was edited; where, is told by the function's name. */
function asFault(error: unknown): AwsFault {
  if (error instanceof AwsFault) return error;
  const where = error instanceof Error ? OWN_FRAME.exec(error.stack ?? '')?.[1] : undefined;
  const place = where === undefined ? '' : ` (in ${where})`;
  const message = `the simulator failed, or its state was edited: ${causeText(error)}${place}`;
  return new AwsFault('SimulatorDefect', message, 501);
}
