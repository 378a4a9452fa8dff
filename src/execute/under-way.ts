import type { CloudFormationGateway, Stack } from '../aws/types/cloudformation.ts';
import { originOf, requestToken, type Operation, type Origin } from '../plan/request-token.ts';

/** An operation that was under way before this run did anything to the stack. */
export interface UnderWay {
  readonly origin: Origin;
  /** For a person: what it is, and whose. */
  readonly text: string;
}

/** Whose the operation is that a stack is in the middle of; `own` are those that this run would have started itself. */
export async function underWay(
  gateway: Pick<CloudFormationGateway, 'newestEvent'>,
  { id, status }: Stack,
  own: readonly Operation[],
): Promise<UnderWay> {
  const token = (await gateway.newestEvent(id))?.token ?? null;
  const origin = originOf(token, own);
  return { origin, text: TEXTS[origin](status, token) };
}

const TEXTS: Readonly<Record<Origin, (status: string, token: string | null) => string>> = {
  own: (status) => `going on with what an earlier run began: ${status}`,
  earlier: (status) => `an earlier deployment is under way: ${status}`,
  foreign: (status, token) =>
    `an operation of another tool is under way: ${status} (${token === null ? 'without a request token' : `request token ${token}`})`,
};

/** The token of an operation that needs no change set: an attempt starts from the last thing that happened to the stack. */
export async function tokenFor(
  gateway: Pick<CloudFormationGateway, 'newestEvent'>,
  stackId: string,
  operation: Operation,
): Promise<string> {
  const event = await gateway.newestEvent(stackId);
  return requestToken(operation, event?.id ?? stackId);
}
