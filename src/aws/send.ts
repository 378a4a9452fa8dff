import { EnvctlError } from '../diagnostics/error.ts';
import type { AwsCredentialIdentity } from '@smithy/types';
import { awsCode } from './codes.ts';
import { asEnvctlError } from './errors.ts';
import { listenTo, type Heard } from './listen.ts';
import { rateOf } from './rates.ts';
import { isUnready, persist, troubleOf, type Trouble } from './retry.ts';
import type { CallOptions, Client, Command, Target } from './service.ts';
import type { Transport } from './transport.ts';

/** A client that is ready to send. */
export interface Opened {
  readonly client: Client;
  /** What the next request is signed with. */
  signAs(credentials: AwsCredentialIdentity): void;
  command(operation: string, input: object): Command;
}

export interface Request {
  readonly service: string;
  readonly operation: string;
  readonly input: object;
  readonly options: CallOptions;
}

/** Answers that say that a request was not carried out. After any other its outcome is unknown. */
const NOT_DONE = new Set<Trouble>(['throttled', 'conflict', 'finalizing', 'unready', 'expired', 'skewed', 'unreachable']);

/** Sends a request until it is answered or there is no hope; throws EnvctlError, with AWS's error as its cause. */
export async function sendRequest(
  transport: Transport,
  target: Target,
  opened: Opened,
  request: Request,
): Promise<{ output: unknown; date: number }> {
  const { clock, limiter, random, signal } = transport;
  const { service, operation, input, options } = request;
  const { account, region } = target;
  const rate = rateOf(service, operation);
  const bucket = `${account} ${region} ${service}:${rate?.group ?? operation}`;
  const heard: Heard = { date: null, retryAfter: null };
  let renewed = false;
  let signer: AwsCredentialIdentity | null = null;

  const attempt = async (number: number): Promise<{ output: unknown; date: number }> => {
    if (rate) await limiter.take(bucket, rate);
    // Before `during`: renewing a session may wait by the clock, which a virtual one does not go on with in there.
    signer = await target.credentials.current();
    opened.signAs(signer);
    const command = opened.command(operation, input);
    listenTo(command, heard);
    const start = clock.now();
    const record = (error: string | null): void =>
      transport.record({
        service,
        operation,
        account,
        region,
        attempt: number,
        start,
        duration: clock.now() - start,
        error,
      });
    try {
      const output = await clock.during(opened.client.send(command as never));
      record(null);
      return { output, date: heard.date ?? clock.now() };
    } catch (error) {
      record(awsCode(error) ?? 'unknown');
      throw error;
    }
  };

  const judge = (error: unknown): Trouble | null => {
    if (error instanceof EnvctlError) return null;
    const trouble = isWaitedFor(error) ? 'unready' : troubleOf(error);
    if (trouble === 'throttled') limiter.throttled(bucket);
    if (trouble === 'expired') {
      if (renewed || !signer) return null;
      renewed = true;
      target.credentials.renew(signer);
    }
    return trouble !== null && options.once && !NOT_DONE.has(trouble) ? null : trouble;
  };
  const isWaitedFor = (error: unknown): boolean =>
    target.readyBy !== null && clock.now() < target.readyBy && isUnready(error);

  try {
    return await persist(attempt, { clock, random, signal, judge, retryAfter: () => heard.retryAfter });
  } catch (error) {
    hide(options.secrets ?? [], error);
    throw asEnvctlError(error, {
      service,
      operation,
      account,
      region,
      unready: target.readyBy !== null && isUnready(error),
    });
  }
}

function hide(secrets: readonly string[], error: unknown): void {
  if (!(error instanceof Error)) return;
  for (const secret of secrets) {
    if (secret !== '') error.message = error.message.replaceAll(secret, '****');
  }
}
