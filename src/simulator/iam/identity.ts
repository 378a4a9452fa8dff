import { evaluatePolicy, statementsOf } from '../policy.ts';
import { organizationIdOf } from '../organizations/lookup.ts';
import { own } from '../record.ts';
import type { Call } from '../service.ts';
import { iamOf, type StoredRole } from './store.ts';

type Place = Pick<Call, 'state' | 'account'>;

/** What an identity wants to do. */
export interface Wanted {
  /** e.g. `s3:GetObject` */
  readonly action: string;
  /** ARN, or `*` where the simulator does not look at what exactly is asked for. */
  readonly resource: string;
  /** Further keys of conditions, in lower case. */
  readonly keys?: Readonly<Record<string, string>>;
}

/** Of AWS's own policies only this one is known: it allows everything. */
const ADMINISTRATOR = /:iam::aws:policy\/AdministratorAccess$/;

const EVERYTHING = JSON.stringify({ Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] });

/** The documents of all policies that a role carries. */
export function policiesOf(role: StoredRole, { state, account }: Place): string[] {
  const { policies } = iamOf(state, account);
  return [
    ...Object.values(role.inline),
    ...role.managed.flatMap((arn) => own(policies, arn)?.document ?? []),
    ...(role.managed.some((arn) => ADMINISTRATOR.test(arn)) ? [EVERYTHING] : []),
  ];
}

/** What several policies say together: a deny, an allow, or nothing. Source: IAM user guide, "Policy evaluation logic". */
export function judge(
  documents: readonly string[],
  wanted: Wanted,
  call: Place & Pick<Call, 'principal'>,
): 'deny' | 'allow' | 'silent' {
  const { account, principal, state } = call;
  const request = { ...wanted, account, principal, organization: organizationIdOf(state, account) };
  const answers = documents.map((document) => evaluatePolicy(forAnyone(document), request));
  if (answers.includes('deny')) return 'deny';
  return answers.includes('allow') ? 'allow' : 'silent';
}

/** The same for whoever calls. Everything is allowed where the settings do not ask for permissions. */
export function judgeCaller(wanted: Wanted, call: Call): 'deny' | 'allow' | 'silent' {
  const { permissions } = call.settings;
  if (permissions === null) return 'allow';
  permissions.asked?.(wanted.action);
  return judge(
    permissions.roles === 'own' ? callerPolicies(call, permissions.caller) : [permissions.caller],
    wanted,
    call,
  );
}

function callerPolicies(call: Call, ofUser: string): readonly string[] {
  const name = /:assumed-role\/([^/]+)\//.exec(call.principal)?.[1];
  if (name === undefined) return [ofUser];
  const role = own(iamOf(call.state, call.account).roles, name);
  return role ? policiesOf(role, call) : [];
}

/** A policy of an identity names no principal: it is about whoever carries it. */
function forAnyone(document: string): string {
  return JSON.stringify({ Statement: statementsOf(document).map((statement) => ({ ...statement, Principal: '*' })) });
}
