import { EnvctlError } from '../diagnostics/error.ts';
import type { AwsCredentialIdentity } from '@smithy/types';
import type { OpenClient } from './client.ts';
import { awsCode, statusOf } from './codes.ts';
import { asEnvctlError } from './errors.ts';
import { hideSecrets } from './hide.ts';
import { listenTo, type Heard } from './listen.ts';
import type { CallRecord } from './options.ts';
import { rateOf, type Rate } from './rates.ts';
import { isUnready, persist, troubleOf, type Trouble } from './retry.ts';
import type { CallOptions, Target } from './service.ts';
import type { Transport } from './transport.ts';

export interface Request {
  readonly service: string;
  readonly operation: string;
  readonly input: object;
  readonly options: CallOptions;
}

/** Answers that say that a request was not carried out. After any other its outcome is unknown. */
const NOT_DONE = new Set<Trouble>([
  'throttled',
  'conflict',
  'finalizing',
  'unready',
  'expired',
  'skewed',
  'unreachable',
]);

export interface Answered {
  readonly output: unknown;
  /** AWS's clock at the answer, ms since 1970; the run's where AWS did not say. */
  readonly date: number;
}

/** Sends a request until it is answered or there is no hope; throws EnvctlError, with AWS's error as its cause. */
export async function sendRequest(
  transport: Transport,
  target: Target,
  client: OpenClient,
  request: Request,
): Promise<Answered> {
  const { clock, random, signal } = transport;
  const sending = new Sending(transport, target, client, request);
  try {
    return await persist((attempt) => sending.attempt(attempt), {
      clock,
      random,
      signal,
      judge: (error) => sending.judge(error),
      retryAfter: () => sending.retryAfter,
    });
  } catch (error) {
    throw signal?.aborted && error === signal.reason ? error : sending.failure(error);
  }
}

/** One request with all its attempts. */
class Sending {
  readonly #transport: Transport;
  readonly #target: Target;
  readonly #client: OpenClient;
  readonly #request: Request;
  readonly #rate: Rate | null;
  readonly #bucket: string;
  readonly #heard: Heard = { date: null, retryAfter: null };
  #signer: AwsCredentialIdentity | null = null;
  #renewed = false;
  #waited = false;

  constructor(transport: Transport, target: Target, client: OpenClient, request: Request) {
    this.#transport = transport;
    this.#target = target;
    this.#client = client;
    this.#request = request;
    const { service, operation } = request;
    this.#rate = rateOf(service, operation);
    this.#bucket = `${target.account} ${target.region} ${service}:${this.#rate?.group ?? operation}`;
  }

  get retryAfter(): number | null {
    return this.#heard.retryAfter;
  }

  async attempt(number: number): Promise<Answered> {
    const { clock, limiter, lanes } = this.#transport;
    const asked = clock.now();
    if (this.#rate) await limiter.take(this.#bucket, this.#rate);
    const waited = clock.now() - asked;
    // Before `during` and without a lane: renewing a session waits by the clock, and sends requests of its own.
    const signer = await this.#target.credentials.current();
    this.#signer = signer;
    return lanes.take(() => this.#send(signer, number, waited));
  }

  async #send(signer: AwsCredentialIdentity, number: number, waited: number): Promise<Answered> {
    const { clock } = this.#transport;
    const command = this.#client.command(this.#request.operation, this.#request.input);
    listenTo(command, this.#heard);
    const start = clock.now();
    try {
      const output = await clock.during(this.#client.send(command, signer));
      this.#record(number, { start, waited, error: null });
      return { output, date: this.#heard.date ?? clock.now() };
    } catch (error) {
      this.#record(number, { start, waited, error: awsCode(error) ?? 'unknown' });
      throw error;
    }
  }

  #record(attempt: number, sent: Pick<CallRecord, 'start' | 'waited' | 'error'>): void {
    const { service, operation } = this.#request;
    const { account, region } = this.#target;
    const duration = this.#transport.clock.now() - sent.start;
    this.#transport.record({ service, operation, account, region, attempt, duration, ...sent });
  }

  /** What stands in the way of an answer; null when sending it again does not help, or must not be. */
  judge(error: unknown): Trouble | null {
    // Of the session: its own requests have been sent again already.
    if (error instanceof EnvctlError) return null;
    const trouble = this.#isSettling(error) ? 'unready' : this.#isMute(error) ? 'expired' : troubleOf(error);
    if (trouble === 'throttled') this.#transport.limiter.throttled(this.#bucket);
    if (trouble === 'unready') this.#waited = true;
    if (trouble === 'expired' && !this.#renew()) return null;
    return trouble !== null && this.#request.options.once && !NOT_DONE.has(trouble) ? null : trouble;
  }

  #isSettling(error: unknown): boolean {
    const { readyBy } = this.#target;
    return readyBy !== null && this.#transport.clock.now() < readyBy && isUnready(error);
  }

  /** S3 answers HEAD without a body: of credentials that have expired, only the status is left (S3 API reference, HeadObject). */
  #isMute(error: unknown): boolean {
    const { service, operation } = this.#request;
    const mute = service === 's3' && operation.startsWith('Head') && statusOf(error) === 400;
    return mute && ['Unknown', 'UnknownError', '400'].includes(awsCode(error) ?? '');
  }

  /** False when these are new credentials already: AWS means them, not their age. */
  #renew(): boolean {
    if (this.#renewed || !this.#signer) return false;
    this.#renewed = true;
    this.#target.credentials.renew(this.#signer);
    return true;
  }

  failure(error: unknown): unknown {
    hideSecrets(this.#request.options.secrets ?? [], error);
    const { service, operation } = this.#request;
    const { account, region } = this.#target;
    return asEnvctlError(error, { service, operation, account, region, unready: this.#waited && isUnready(error) });
  }
}
