import type { CredentialProblem } from '../credentials.ts';
import type { AwsFault, WireRequest, WireResponse } from '../service.ts';

/** What an answer carries beside its content. */
export interface Envelope {
  readonly requestId: string;
  /** XML namespace of the service; empty for JSON. */
  readonly namespace: string;
}

/** How a kind of service writes errors, and which codes it has for credentials that it refuses. */
export interface FaultForm {
  fault(fault: AwsFault, envelope: Envelope): WireResponse;
  refusal(problem: CredentialProblem): AwsFault;
}

/** A wire protocol in which every request names its operation. */
export interface RpcProtocol extends FaultForm {
  /** Throws `AwsFault` for a request that cannot be read. */
  decode(request: WireRequest): { operation: string; input: Record<string, unknown> };
  encode(operation: string, output: Record<string, unknown>, envelope: Envelope): WireResponse;
}

const encoder = new TextEncoder();

/** A response with a text body. */
export function answer(
  status: number,
  contentType: string,
  body: string,
  headers: Record<string, string> = {},
): WireResponse {
  return { status, headers: { 'content-type': contentType, ...headers }, body: encoder.encode(body) };
}
