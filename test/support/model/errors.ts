import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { modelOf, PACKAGE_NAMES, type Operation } from '../aws-model.ts';
import { isRecord } from './shape.ts';

const require = createRequire(import.meta.url);

/** What the model of an operation says that it throws, as its codes stand on the wire. */
export function modelledErrors({ service, name }: Operation): string[] {
  const folder = `@aws-sdk/${PACKAGE_NAMES[service] ?? `client-${service}`}`;
  const file = require
    .resolve(`${folder}/package.json`)
    .replace('package.json', `dist-types/commands/${name}Command.d.ts`);
  const thrown = [...readFileSync(file, 'utf8').matchAll(/@throws \{@link (\w+)\}/g)].map(([, error = '']) => error);
  return thrown.map((error) => wireCode(service, error));
}

/** Query services have codes of their own for some errors. */
function wireCode(service: string, error: string): string {
  const model = modelOf({ service, name: error }) as unknown;
  const traits: unknown = Array.isArray(model) ? model[3] : undefined;
  const code = isRecord(traits) ? traits['awsQueryError'] : undefined;
  return Array.isArray(code) ? String(code[0]) : error;
}
