import type { AccountChange, AccountObservation } from '../model/account.ts';
import type { Contact, MemberAccount } from '../model/environment.ts';

/** True when two alternate contacts say the same. */
export function sameContact(one: Contact, other: Contact | null): boolean {
  return other !== null && contactText(one) === contactText(other);
}

/** The alternate contacts that differ; none where nobody could look. One that the definition leaves out stays as it is. */
export function contactChanges({ contacts }: MemberAccount, actual: AccountObservation['contacts']): AccountChange[] {
  if (actual === undefined) return [];
  return (['billing', 'operations', 'security'] as const).flatMap((kind): AccountChange[] => {
    const wanted = contacts[kind];
    const found = actual[kind] ?? null;
    if (wanted === undefined || sameContact(wanted, found)) return [];
    const from = found === null ? null : `${kind}: ${contactText(found)}`;
    return [{ change: 'contact', from, to: `${kind}: ${contactText(wanted)}` }];
  });
}

function contactText({ name, title, email, phone }: Contact): string {
  return [name, title, email, phone].join(', ');
}
