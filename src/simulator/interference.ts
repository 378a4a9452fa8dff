import type { World } from './calls.ts';
import type { FaultForm } from './protocols/protocol.ts';
import { AwsFault } from './service.ts';
import { slice } from './state.ts';

/** What AWS says of the same thing differs from service to service: codes of the API references' common errors. */
const THROTTLED: Readonly<Record<string, readonly [code: string, status: number]>> = {
  s3: ['SlowDown', 503],
  ec2: ['RequestLimitExceeded', 503],
  organizations: ['TooManyRequestsException', 400],
  cloudformation: ['Throttling', 400],
  iam: ['Throttling', 400],
  sts: ['Throttling', 400],
};

/** Throws what a request is refused with before anything is looked at, when a rehearsal has something go wrong. */
export function interfere({ state, settings }: World, service: string, form: FaultForm): void {
  const fault = settings.rehearsal?.fault ?? null;
  if (fault?.kind === 'expired' && state.now >= fault.at) throw form.refusal('expired');
  if (fault?.kind === 'outage' && fault.service === service && fault.from <= state.now && state.now < fault.until)
    throw new AwsFault('ServiceUnavailable', 'Service is unable to handle request.', 503);
  if (fault?.kind !== 'throttled') return;
  const asked = slice<Record<string, number>>(state, 'throttled', () => ({}));
  asked[service] = (asked[service] ?? 0) + 1;
  if (asked[service] % 2 === 1) return;
  const [code, status] = THROTTLED[service] ?? ['ThrottlingException', 400];
  throw new AwsFault(code, 'Rate exceeded', status);
}
