import { digestOf, sha256 } from '../model/digest.ts';

/** What an operation on a stack is for: two that are alike in all of it are one and the same operation. */
export interface Operation {
  /** Digest of what is submitted; see `removal` and `rollback` for operations that submit nothing. */
  readonly digest: string;
  readonly service: string;
  readonly region: string;
}

const DIGEST = 40;
const ATTEMPT = 12;
const FORM = new RegExp(`^envctl-([0-9a-f]{${DIGEST}})-[0-9a-f]{${ATTEMPT}}-([a-z0-9-]+)$`);

/**
 * The ClientRequestToken of one attempt at an operation. CloudFormation hands it on to every event of the operation, so that
 * whoever comes later can tell whose it is. `origin` is what the attempt starts from and tells it from others: the id of the
 * change set, or of the stack's newest event. At most 111 of the 128 characters that AWS allows: names have up to 32.
 */
export function requestToken({ digest, service, region }: Operation, origin: string): string {
  return `envctl-${digest.slice(0, DIGEST)}-${sha256(origin).slice(0, ATTEMPT)}-${service}-${region}`;
}

/** `own`: one of the operations asked about, whichever attempt. `earlier`: another one of envctl's. `foreign`: somebody else's. */
export type Origin = 'own' | 'earlier' | 'foreign';

/** Whose an operation is, by the token of its events; null when it was started without one. */
export function originOf(token: string | null, operations: readonly Operation[]): Origin {
  const [, digest, place] = FORM.exec(token ?? '') ?? [];
  if (digest === undefined) return 'foreign';
  const isOwn = operations.some(
    (one) => one.digest.slice(0, DIGEST) === digest && `${one.service}-${one.region}` === place,
  );
  return isOwn ? 'own' : 'earlier';
}

/** Stands for what is submitted when a stack is deleted. */
export function removal(stackId: string): string {
  return digestOf(['delete', stackId]);
}

/** Stands for what is submitted when the rollback of a stack is continued. */
export function rollback(stackId: string): string {
  return digestOf(['continue', stackId]);
}
