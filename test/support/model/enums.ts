import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PACKAGE_NAMES, packageOf } from '../aws-model.ts';
import { documentedValues } from './documented.ts';

/** The values that the model of a service allows for a member of a structure; undefined: any. */
export type Enums = (structure: string, member: string) => readonly string[] | undefined;

const require = createRequire(import.meta.url);

/** The schemas that the SDK runs with say nothing of values. Its declarations do: they name an enumeration, which it exports. */
export function enumsOf(service: string): Enums {
  const known = DECLARED.get(service) ?? declared(service);
  DECLARED.set(service, known);
  return (structure, member) => {
    const values = valuesOf(service, known.get(`${structure}.${member}`));
    return values && [...values, ...documentedValues(service, structure, member)];
  };
}

/** Names of types by `Structure.Member`. */
type Declared = ReadonlyMap<string, string>;

/** Reading them takes longer than all that is compared with them. */
const DECLARED = new Map<string, Declared>();

function declared(service: string): Declared {
  const file = require.resolve(`@aws-sdk/${PACKAGE_NAMES[service] ?? `client-${service}`}/package.json`);
  const folder = join(dirname(file), 'dist-types', 'models');
  const texts = readdirSync(folder)
    .filter((name) => name.startsWith('models_'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
  return new Map(
    texts.flatMap((text) => [...text.matchAll(STRUCTURE)].flatMap(([, name = '', body = '']) => membersOf(name, body))),
  );
}

const STRUCTURE = /^export interface (\w+)[^{]*\{\n([\s\S]*?)^\}/gm;

const MEMBER = /^ {4}(\w+)\??: (\w+)(?:\[\])?(?: \| undefined)?;/gm;

function membersOf(structure: string, body: string): [string, string][] {
  return [...body.matchAll(MEMBER)].map(([, member = '', type = '']) => [`${structure}.${member}`, type]);
}

function valuesOf(service: string, type: string | undefined): readonly string[] | undefined {
  const values: unknown = type === undefined ? undefined : Reflect.get(packageOf(service), type);
  return typeof values === 'object' && values !== null && !Array.isArray(values) ? Object.values(values) : undefined;
}
