import type { RuntimeValue } from '../model/environment.ts';
import { valueProblems } from '../model/parameter-value.ts';
import type { RuntimeDefinition } from './definition.generated.ts';
import { report, type Scope } from './scope.ts';
import type { View } from './view.ts';

type RuntimeView = View<NonNullable<RuntimeDefinition>>;

const FORMS = ['value', 'default', 'secret'] as const;
const CHOICE = 'give one of value, default, secret: true';

/** Reads one run-time parameter in one of its forms; null when it has none that can be used. */
export function readRuntimeValue(key: string, view: RuntimeView, where: string, scope: Scope): RuntimeValue | null {
  const name = `${where}.runtime.${key}`;
  if (view.tree.kind !== 'map') return checked(owned(key, view, view), name, scope);
  const forms = FORMS.filter((form) => view.has(form));
  const [form, second] = forms;
  if (form === undefined || second !== undefined) {
    const message = second ? `${name} gives both ${form} and ${second}` : `${name} gives no value`;
    if (second || !scope.partial) report(scope, message, second ? view.keyAt(second) : view.at, CHOICE);
    return null;
  }
  if (form === 'secret') return readSecret(key, view, name, scope);
  if (view.has('kmsKey')) {
    report(scope, `${name}.kmsKey is only for a secret`, view.keyAt('kmsKey'), 'remove it, or make it secret: true');
  }
  const value = view.get(form);
  if (!value) return null;
  const read = owned(key, view, value);
  return checked(form === 'default' ? { ...read, kind: 'default' } : read, name, scope);
}

function owned<T>(key: string, view: RuntimeView, value: View<T>): RuntimeValue {
  return {
    key,
    kind: 'owned',
    value: value.expression,
    type: view.get('type')?.text === 'StringList' ? 'StringList' : 'String',
    kmsKey: null,
    apply: view.get('apply')?.text === 'live' ? 'live' : 'deploy',
    at: value.at,
  };
}

function readSecret(key: string, view: RuntimeView, name: string, scope: Scope): RuntimeValue {
  if (view.has('type')) {
    report(
      scope,
      `${name}.type has no meaning for a secret`,
      view.keyAt('type'),
      'remove it: a secret is a SecureString',
    );
  }
  return {
    key,
    kind: 'secret',
    value: null,
    type: 'SecureString',
    kmsKey: view.get('kmsKey')?.text ?? null,
    apply: view.get('apply')?.text === 'live' ? 'live' : 'deploy',
    at: view.at,
  };
}

/** Refuses what SSM would, as far as it is known already. */
function checked(read: RuntimeValue, name: string, scope: Scope): RuntimeValue {
  const parts = read.value ?? [];
  const known = parts.map((part) => (part.kind === 'text' ? part.text : '')).join('');
  const problems = parts.length > 0 && known === '' ? [] : valueProblems(known);
  for (const { what, hint } of problems) report(scope, `${name} ${what}`, read.at, hint);
  return read;
}
