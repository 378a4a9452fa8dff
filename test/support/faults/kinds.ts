import { EXIT } from '../../../src/diagnostics/codes.ts';
import type { Operation } from '../aws-model.ts';

/** What befalls a request. */
export type Effect =
  /** AWS answers with an error and does nothing. */
  | { readonly type: 'error'; readonly code: (service: string) => string; readonly status: (service: string) => number }
  /** The signer's credentials are over. */
  | { readonly type: 'expired' }
  | { readonly type: 'denied' }
  /** The connection breaks, before the request was read or after it took effect. */
  | { readonly type: 'drop'; readonly when: 'before' | 'after' }
  /** The answer comes late. Milliseconds. */
  | { readonly type: 'slow'; readonly ms: number }
  /** It took effect, but no answer comes until the client gives up. */
  | { readonly type: 'hang'; readonly ms: number }
  /** From here on nothing is answered: the process is gone. */
  | { readonly type: 'kill'; readonly when: 'before' | 'after' };

/** One kind of trouble, and what a run that meets it may end with. */
export interface Kind {
  readonly name: string;
  readonly effect: Effect;
  /** How many requests of the operation it strikes, from the chosen one on. */
  readonly times: number;
  /** Exit codes that are right; null: of a process that is gone there is none. */
  readonly exits: readonly number[] | null;
  /** Error codes that are right when it does not end with 0. */
  readonly codes: readonly string[];
  /** Nothing that is asked for afterwards is answered either. */
  readonly locksOut?: true;
}

const THROTTLED: Readonly<Record<string, string>> = {
  account: 'TooManyRequestsException',
  cloudformation: 'Throttling',
  ec2: 'RequestLimitExceeded',
  iam: 'Throttling',
  organizations: 'TooManyRequestsException',
  s3: 'SlowDown',
  s3control: 'SlowDown',
  servicequotas: 'TooManyRequestsException',
  sts: 'Throttling',
};

const INTERNAL: Readonly<Record<string, string>> = {
  account: 'InternalServerException',
  budgets: 'InternalErrorException',
  iam: 'ServiceFailure',
  organizations: 'ServiceException',
  s3: 'InternalError',
  servicequotas: 'ServiceException',
  ssm: 'InternalServerError',
};

/** What each service says of two writers that met; those without such an error get the usual one. */
const CONFLICT: Readonly<Record<string, string>> = {
  iam: 'ConcurrentModification',
  s3: 'OperationAborted',
  ssm: 'TooManyUpdates',
};

/** In every service's own words. */
export const throttled: Effect = {
  type: 'error',
  code: (service) => THROTTLED[service] ?? 'ThrottlingException',
  status: (service) => (service === 'ec2' || service === 's3' ? 503 : 400),
};
export const internal: Effect = {
  type: 'error',
  code: (service) => INTERNAL[service] ?? 'InternalFailure',
  status: () => 500,
};
const conflict: Effect = {
  type: 'error',
  code: (service) => CONFLICT[service] ?? 'ConcurrentModificationException',
  status: (service) => (service === 'iam' || service === 's3' ? 409 : 400),
};

const { done, failed } = EXIT;
const passes = { times: 2, exits: [done], codes: [] };
/** An answer that was lost may be of something that must not be asked for twice: then the run says so, and ends. */
const mayEnd = { times: 1, exits: [done, failed], codes: ['AwsError', 'AccountNotReady'] };
const lasts = { times: Number.POSITIVE_INFINITY, exits: [done, failed] };

export const KINDS: readonly Kind[] = [
  { name: 'throttled twice', effect: throttled, ...passes },
  { name: 'throttled for ever', effect: throttled, ...lasts, codes: ['AwsError', 'StackFailed', 'AccountNotReady'] },
  { name: 'status 500 twice', effect: internal, ...passes },
  { name: 'status 500 for ever', effect: internal, ...lasts, codes: ['AwsError', 'StackFailed'] },
  { name: 'dropped before', effect: { type: 'drop', when: 'before' }, ...mayEnd },
  { name: 'dropped after', effect: { type: 'drop', when: 'after' }, ...mayEnd },
  { name: 'slow, 20 s', effect: { type: 'slow', ms: 20_000 }, times: 3, exits: [done], codes: [] },
  { name: 'no answer in 30 s', effect: { type: 'hang', ms: 30_000 }, ...mayEnd },
  { name: 'credentials expired', effect: { type: 'expired' }, ...mayEnd, codes: ['CredentialsMissing'] },
  { name: 'concurrent modification', effect: conflict, ...passes },
  {
    name: 'access denied',
    effect: { type: 'denied' },
    ...lasts,
    codes: ['AccessDenied', 'WrongAccount', 'AccountNotReady'],
  },
  { name: 'killed before', effect: { type: 'kill', when: 'before' }, times: 1, exits: null, codes: [] },
  { name: 'killed after', effect: { type: 'kill', when: 'after' }, times: 1, exits: null, codes: [] },
];

/** The IAM action behind an operation, where their names differ. Source: Service Authorization Reference. */
export function actionOf({ service, name }: Operation): string {
  return ACTIONS[`${service}:${name}`] ?? `${service}:${name}`;
}

const ACTIONS: Readonly<Record<string, string>> = {
  's3:ListObjectsV2': 's3:ListBucket',
  's3:HeadBucket': 's3:ListBucket',
  's3:HeadObject': 's3:GetObject',
  's3:ListBuckets': 's3:ListAllMyBuckets',
};
