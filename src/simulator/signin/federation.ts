import { isObject } from '../../model/json.ts';
import type { World } from '../calls.ts';
import { callerOf, isChained } from '../credentials.ts';
import { upperId } from '../ids.ts';
import { answer } from '../protocols/protocol.ts';
import type { WireRequest, WireResponse } from '../service.ts';

/** True for what goes to the console's sign-in service: nobody signs these, the credentials are in the query. */
export function isFederation({ path, query }: WireRequest): boolean {
  return path === '/federation' && query['Action'] === 'getSigninToken';
}

/**
 * A token for a browser (IAM user guide, "Enable custom identity broker access to the AWS console"). Long-term keys get
 * none, and a duration of its own is refused for a role that was entered from another one.
 */
export function federate({ query }: WireRequest, { state, settings }: World): WireResponse {
  const { sessionId, sessionKey, sessionToken } = sessionIn(query['Session'] ?? '');
  const scope = { accessKey: sessionId, region: '', service: 'signin', token: sessionToken };
  const caller = callerOf(state, scope, settings.managementAccount);
  const duration = query['SessionDuration'] ?? null;
  const seconds = Number(duration ?? 900);
  const isGood = typeof caller !== 'string' && sessionToken !== null && sessionKey !== '';
  const mayLast = duration === null || (seconds >= 900 && seconds <= 43_200 && !isChained(state, sessionId));
  if (!isGood || !mayLast) return answer(400, 'text/html', 'Bad Request');
  return answer(200, 'application/json', JSON.stringify({ SigninToken: upperId(state, 'SIGNIN', 64) }));
}

interface SigninSession {
  readonly sessionId: string;
  readonly sessionKey: string;
  readonly sessionToken: string | null;
}

function sessionIn(text: string): SigninSession {
  const nothing = { sessionId: '', sessionKey: '', sessionToken: null };
  try {
    const found: unknown = JSON.parse(text);
    if (!isObject(found)) return nothing;
    const { sessionId, sessionKey, sessionToken } = found;
    return {
      sessionId: typeof sessionId === 'string' ? sessionId : '',
      sessionKey: typeof sessionKey === 'string' ? sessionKey : '',
      sessionToken: typeof sessionToken === 'string' ? sessionToken : null,
    };
  } catch {
    return nothing;
  }
}
