import { textOf, type Input } from '../input.ts';
import { asManagement } from '../organizations/member.ts';
import { isTrusted } from '../organizations/service-access.ts';
import { own } from '../record.ts';
import type { Call } from '../service.ts';
import { denied, invalid } from './faults.ts';

const PRINCIPAL = 'account.amazonaws.com';

/**
 * The account that a call is about: the caller's own when it names none. Another one may be named only by the management
 * account, for its members, and only while the organization trusts the service. (Account Management API reference, AccountId)
 */
export function subjectOf(input: Input, call: Call): string {
  const id = textOf(input, 'AccountId');
  if (id === null) return call.account;
  if (!/^\d{12}$/.test(id)) throw invalid('AccountId', 'AccountId must match the pattern \\d{12}.');
  if (!isSubordinate(id, call)) throw denied(`User: ${call.principal} is not authorized to perform this operation.`);
  return id;
}

function isSubordinate(id: string, call: Call): boolean {
  try {
    const { accounts } = asManagement(call);
    return id !== call.account && own(accounts, id) !== undefined && isTrusted(call.state, PRINCIPAL);
  } catch {
    return false;
  }
}
