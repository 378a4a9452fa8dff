import { diagnostic, type Diagnostic, type Result } from '../diagnostics/diagnostic.ts';
import type { ConfigKey, ConfigTarget } from '../model/config.ts';
import type { Environment, Service } from '../model/environment.ts';
import { nameHint, nearest } from '../model/nearest.ts';

const KEY = /^([a-z][a-z0-9]*(?:-[a-z0-9]+)*)\/([A-Za-z0-9_.-]+)$/;

/** `notes/PAGE_SIZE` as its parts; null for what is no such name. */
export function parseKey(text: string): ConfigKey | null {
  const [, service, key] = KEY.exec(text) ?? [];
  return service === undefined || key === undefined ? null : { service, key };
}

/** The service of that name that is deployed here, or why there is none. */
export function serviceOf(environment: Environment, name: string): Result<Service> {
  const service = environment.services.find((candidate) => candidate.name === name);
  if (service) return { value: service, diagnostics: [] };
  const borrowed = environment.borrowed.find((candidate) => candidate.name === name);
  if (borrowed) {
    const message = `${environment.name} borrows service "${name}", so that its configuration is the lender's`;
    const hint = `name ${borrowed.environment}, and its service "${borrowed.service}"`;
    return failed(diagnostic('UsageInvalid', message, { hint, at: borrowed.at }));
  }
  const names = environment.services.map((candidate) => candidate.name);
  const message = `${environment.name} has no service "${name}"`;
  return failed(
    diagnostic('UsageInvalid', message, { hint: nameHint(name, names) ?? 'it has no services of its own' }),
  );
}

/** What may be set under a name. A value that the definition owns is Protected: the way to another one is an edit. */
export function targetOf(environment: Environment, { service: name, key }: ConfigKey): Result<ConfigTarget> {
  const found = serviceOf(environment, name);
  if (!found.value) return { value: null, diagnostics: found.diagnostics };
  const { regions, runtime } = found.value;
  if (!parseKey(`${name}/${key}`)) {
    const hint = 'a key consists of letters, digits, underscores, hyphens and full stops';
    return failed(diagnostic('UsageInvalid', `"${key}" is no key of service "${name}"`, { hint }));
  }
  const declared = runtime.find((value) => value.key === key);
  const base = { service: name, key, regions, kmsKey: declared?.kmsKey ?? null, apply: declared?.apply ?? null };
  if (!declared) return { value: { ...base, kind: 'undeclared', type: 'String' }, diagnostics: [] };
  const { kind, type, at } = declared;
  if (kind !== 'owned') return { value: { ...base, kind, type }, diagnostics: [] };
  const message = `${name}/${key} is owned by the definition of ${environment.name}`;
  const hint = 'change it there and deploy, or make it a default: { default: … }';
  return failed(diagnostic('Protected', message, { hint, at }));
}

/** The key that was probably meant by one which the definition does not name; null where it names it, or none that is near. */
export function nearestKey(environment: Environment, { service, key }: ConfigKey): string | null {
  const found = environment.services.find(({ name }) => name === service);
  const keys = found?.runtime.map((value) => value.key) ?? [];
  return keys.includes(key) ? null : nearest(key, keys);
}

function failed(problem: Diagnostic): { value: null; diagnostics: Diagnostic[] } {
  return { value: null, diagnostics: [problem] };
}
