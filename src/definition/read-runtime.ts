import type { RuntimeValue } from '../model/environment.ts';
import type { RuntimeDefinition } from './definition.generated.ts';
import { report, type Scope } from './scope.ts';
import type { View } from './view.ts';

type RuntimeView = View<NonNullable<RuntimeDefinition>>;

/** The most that SSM stores in one parameter, in the advanced tier. */
const MAX_BYTES = 8192;

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

/** Refuses what SSM would: an empty value, one above 8 KiB, and `{{`, which it reads as a reference of its own. */
function checked(read: RuntimeValue, name: string, scope: Scope): RuntimeValue {
  const parts = read.value ?? [];
  const texts = parts.map((part) => (part.kind === 'text' ? part.text : '')).join('');
  const at = read.at;
  if (parts.length === 0)
    report(scope, `${name} is empty, and SSM stores no empty value`, at, 'remove the key, or give it a value');
  if (Buffer.byteLength(texts) > MAX_BYTES) report(scope, `${name} has more than ${MAX_BYTES} bytes`, at, 'shorten it');
  if (texts.includes('{{')) report(scope, `${name} holds {{, which SSM does not store`, at, 'write it another way');
  return read;
}
