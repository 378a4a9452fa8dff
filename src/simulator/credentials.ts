import { own } from './record.ts';
import type { Scope } from './scope.ts';
import { upperId } from './ids.ts';
import { slice, type SimulatorState } from './state.ts';

/** Whose credentials a request carries. */
export interface Caller {
  readonly account: string;
  /** ARN of the user, or of the assumed-role session. */
  readonly principal: string;
}

/** Temporary credentials as they were issued. */
export interface Session extends Caller {
  readonly accessKey: string;
  readonly secretKey: string;
  readonly token: string;
  /** Id of the role or user, a colon, the session's name: GetCallerIdentity's UserId. */
  readonly userId: string;
  /** Milliseconds since 1970. */
  readonly expires: number;
  /** True when it was got with the credentials of another session. */
  readonly chained?: boolean;
}

/** Of the one user that every key stands for which was not issued here. */
const ADMINISTRATOR_ID = 'AIDAENVCTLADMINISTRAT';

/** Why credentials are refused; each protocol has its own codes for these. */
export type CredentialProblem = 'missing' | 'unknown' | 'token' | 'expired';

function sessions(state: SimulatorState): Record<string, Session> {
  return slice<Record<string, Session>>(state, 'credentials', () => ({}));
}

/** The session behind an access key; undefined for a key that was not issued here. */
function sessionOf(state: SimulatorState, accessKey: string): Session | undefined {
  return own(sessions(state), accessKey);
}

/** True for a session that was got with the credentials of another one. */
export function isChained(state: SimulatorState, accessKey: string): boolean {
  return sessionOf(state, accessKey)?.chained === true;
}

/** The unique id behind the ARN of a caller. */
export function userIdOf(state: SimulatorState, principal: string): string {
  const session = Object.values(sessions(state)).find((each) => each.principal === principal);
  return session?.userId ?? ADMINISTRATOR_ID;
}

const DAY_MS = 86_400_000;

/** Issues credentials for a session. Those that expired more than a day ago are forgotten once a day, so that the state stays small. */
export function issueSession(
  state: SimulatorState,
  session: Omit<Session, 'accessKey' | 'secretKey' | 'token'>,
): Session {
  const all = sessions(state);
  const kept = slice(state, 'credentialsKept', () => ({ since: state.now }));
  if (kept.since < state.now - DAY_MS) {
    for (const [key, old] of Object.entries(all)) if (old.expires < state.now - DAY_MS) delete all[key];
    kept.since = state.now;
  }
  const issued: Session = {
    ...session,
    accessKey: upperId(state, 'ASIA', 16),
    secretKey: upperId(state, '', 40),
    token: upperId(state, 'IQoJ', 200),
  };
  all[issued.accessKey] = issued;
  return issued;
}

/**
 * The caller behind a signature. Long-term keys (`AKIA…`) that the simulator has not issued are the administrator of the
 * management account; temporary ones must have been issued here, carry their token and not have expired.
 */
export function callerOf(state: SimulatorState, scope: Scope | null, management: string): Caller | CredentialProblem {
  if (scope === null) return 'missing';
  const session = sessionOf(state, scope.accessKey);
  if (session !== undefined) {
    if (scope.token !== session.token) return 'token';
    return state.now < session.expires ? session : 'expired';
  }
  if (scope.accessKey.startsWith('ASIA') || scope.token !== null) return 'unknown';
  return { account: management, principal: `arn:aws:iam::${management}:user/admin` };
}
