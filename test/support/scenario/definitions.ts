import type { JsonObject } from '../../../src/model/json.ts';
import type { Files } from '../folder.ts';
import { small } from '../templates.ts';
import { HOME } from './witness.ts';

/** A definition with an account of its own, whose e-mail is as unique as the project's name is. */
export function own(services: JsonObject = {}, more: JsonObject = {}): JsonObject {
  return { region: HOME, account: { email: '${project}+${environment}@example.com' }, services, ...more };
}

/** A service with the template `stack/<name>.yaml`, which is told the environment's name. */
export function at(name: string, more: JsonObject = {}): JsonObject {
  return { template: `../stack/${name}.yaml`, parameters: { Stage: '${environment}' }, ...more };
}

/** `stack/<name>.yaml`: a stack that exports its name as `<environment>-<name>`, and imports what these others export. */
export function stack(name: string, ...imports: readonly string[]): Files {
  const imported = imports.map((other) => ({ 'Fn::ImportValue': exported(other) }));
  const value = imports.length === 0 ? { 'Fn::Sub': `\${Stage}: ${name}` } : { 'Fn::Join': [' ', imported] };
  return { [`stack/${name}.yaml`]: small({ parameters: ['Stage'], value, exports: exported(name) }) };
}

function exported(name: string): JsonObject {
  return { 'Fn::Sub': `\${Stage}-${name}` };
}

/** The five services, with their imports: database → notes, users; notes → users, auth; uploads → auth. */
export const FIVE: Files = {
  ...stack('database'),
  ...stack('uploads'),
  ...stack('notes', 'database'),
  ...stack('users', 'database', 'notes'),
  ...stack('auth', 'uploads', 'notes'),
};

/** The `services` of a definition with all five. */
export function five(more: JsonObject = {}): JsonObject {
  return {
    database: at('database'),
    uploads: at('uploads'),
    notes: at('notes'),
    users: at('users'),
    auth: at('auth'),
    ...more,
  };
}
