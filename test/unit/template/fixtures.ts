import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseTemplate } from '../../../src/template/parse.ts';
import type { Scope } from '../../../src/template/scope.ts';
import type { Template } from '../../../src/template/template.ts';

export const FOLDER = path.resolve(import.meta.dirname, '../../fixtures/templates');

/** A template of the fixtures. */
export function fixture(name: string): Template {
  const file = path.join(FOLDER, name);
  return parsed(readFileSync(file, 'utf8'), file);
}

/** A template that has to be valid. */
export function parsed(text: string, file = '/project/template.yaml'): Template {
  const { value, diagnostics } = parseTemplate(text, file);
  if (!value) throw new Error(`invalid fixture: ${JSON.stringify(diagnostics)}`);
  return value;
}

/** A stack `notes-dev-database` in one account and region. */
export function scope(parameters: Scope['parameters'] = {}): Scope {
  return { parameters, account: '111122223333', region: 'eu-west-1', stackName: 'notes-dev-database' };
}
