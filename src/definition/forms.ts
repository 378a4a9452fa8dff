import type { Replaces } from './merge.ts';
import { isNull } from './merge.ts';
import type { MapTree } from './tree.ts';

/** The four ways to name an account; null as long as a file leaves it to another which one it is. */
export type AccountForm = 'member' | 'existing' | 'external' | 'shared';

/** Keys that only an account of form 1 has, beside the e-mail address. */
const MEMBER_KEYS = ['name', 'organizationalUnit', 'alias', 'tags', 'contacts'];

/** The form that the keys of an account name by themselves. An id alone is an account that exists. */
function accountForm(account: MapTree): AccountForm | null {
  if (has(account, 'environment')) return 'shared';
  if (has(account, 'roleArn') || has(account, 'profile')) return 'external';
  if (has(account, 'email')) return 'member';
  return has(account, 'id') && !MEMBER_KEYS.some((key) => has(account, key)) ? 'existing' : null;
}

/** Lent by another environment, or deployed from a template here. */
function serviceForm(service: MapTree): 'borrowed' | 'deployed' | null {
  if (has(service, 'from')) return 'borrowed';
  return has(service, 'template') ? 'deployed' : null;
}

/** How a run-time value is given, when it is a map. */
function runtimeForm(value: MapTree): 'value' | 'default' | 'secret' | null {
  for (const form of ['value', 'default', 'secret'] as const) if (has(value, form)) return form;
  return null;
}

/** The contract's exceptions from deep merging: these replace as a whole when the nearer file names another form. */
export const replacesForm: Replaces = (path, farther, nearer) => {
  const [top, , inService] = path;
  if (top === 'account' && path.length === 1) return differs(accountForm(farther), accountForm(nearer));
  if (top !== 'services') return false;
  if (path.length === 2) return differs(serviceForm(farther), serviceForm(nearer));
  return path.length === 4 && inService === 'runtime' && differs(runtimeForm(farther), runtimeForm(nearer));
};

function differs(farther: string | null, nearer: string | null): boolean {
  return farther !== null && nearer !== null && nearer !== farther;
}

function has(map: MapTree, key: string): boolean {
  const entry = map.entries.get(key);
  return entry !== undefined && !isNull(entry.value);
}

/** True when the account says which one it is, in whatever form. */
export function namesAccount(account: MapTree): boolean {
  return ['email', 'id', 'roleArn', 'profile', 'environment'].some((key) => has(account, key));
}
