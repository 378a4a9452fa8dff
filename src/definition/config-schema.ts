import type { ValidateFunction } from 'ajv/dist/2020.js';
import { existsSync } from 'node:fs';
import { diagnostic, type Diagnostic, type Position, type Result } from '../diagnostics/diagnostic.ts';
import { causeText, EnvctlError } from '../diagnostics/error.ts';
import { isObject, type Json } from '../model/json.ts';
import { plainJson } from '../model/plain-json.ts';
import { plainCheck, type PlainCheck } from './plain-schema.ts';
import { pathProblems } from './project-paths.ts';
import { checkAgainst, locateErrors } from './schema-check.ts';
import { readText } from '../files/text-file.ts';
import { toJson, type Tree } from './tree.ts';
import { readYaml } from './yaml-tree.ts';

/**
 * Checks build-time configuration against the JSON Schema (2020-12) that a service keeps beside it; without one anything
 * goes. Problems of the schema itself are located in the schema. Values that are still open are not judged.
 */
export async function checkConfigSchema(
  file: string,
  config: Tree,
  root: string,
  known: ConfigSchemas = new Map(),
): Promise<readonly Diagnostic[]> {
  const reading = known.get(file) ?? readSchema(file, root);
  known.set(file, reading);
  const schema = await reading;
  try {
    if (schema.holds(toJson(config))) return [];
    const { validate, diagnostics } = await schema.compiled();
    return validate ? checkAgainst(validate, config, 'ConfigInvalid', true).diagnostics : diagnostics;
  } catch (error) {
    return tooSlow(error, file);
  }
}

/** What cannot be judged in time is a problem of the schema. */
function tooSlow(error: unknown, file: string): readonly Diagnostic[] {
  if (!(error instanceof EnvctlError)) throw error;
  return error.diagnostics.map((one) => ({ ...one, at: one.at ?? { file, line: 1, column: 1 } }));
}

/** A compiled schema that is ready to use; null where it cannot be used, or there is none. */
interface Compiled {
  readonly validate: ValidateFunction | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** A schema that has been read. */
interface ReadSchema {
  /** True for what surely satisfies it. */
  readonly holds: PlainCheck;
  /** Made when it is first asked for. */
  readonly compiled: () => Promise<Compiled>;
}

/** By file. Reading and compiling one takes longer than checking a hundred values. */
export type ConfigSchemas = Map<string, Promise<ReadSchema>>;

async function readSchema(file: string, root: string): Promise<ReadSchema> {
  const unusable = (diagnostics: readonly Diagnostic[]): ReadSchema => ({
    holds: () => false,
    compiled: () => Promise.resolve({ validate: null, diagnostics }),
  });
  if (!existsSync(file)) return unusable([]);
  const start: Position = { file, line: 1, column: 1 };
  const outside = pathProblems(root, [{ path: file, kind: 'file', what: 'schema', at: start, code: 'ConfigInvalid' }]);
  if (outside.length > 0) return unusable(outside);
  const text = await readText({ file, code: 'ConfigInvalid', namedAt: start });
  if (text.value === null) return unusable(text.diagnostics);
  return usable(text.value, start);
}

/** Where things stand in the schema is found out when something is wrong with it or with a value. */
function usable(text: string, start: Position): ReadSchema {
  const tree = once(() => readYaml(start.file, text, 'ConfigInvalid'));
  const json = plainJson(text) ?? jsonOf(tree());
  return {
    holds: (json === undefined ? null : plainCheck(json)) ?? (() => false),
    compiled: once(() => compileRead(tree(), start)),
  };
}

/** Undefined where there is no schema. */
function jsonOf({ value }: Result<Tree>): Json | undefined {
  return value ? toJson(value) : undefined;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

async function compileRead({ value: schema, diagnostics }: Result<Tree>, start: Position): Promise<Compiled> {
  if (schema) return compile(schema, start);
  const empty = diagnostic('ConfigInvalid', 'the schema is empty', { at: start, hint: 'write {} to allow anything' });
  return { validate: null, diagnostics: diagnostics.length > 0 ? diagnostics : [empty] };
}

async function compile(schema: Tree, start: Position): Promise<Compiled> {
  const json = toJson(schema);
  const refuse = (message: string, cause: string | null): Compiled => ({
    validate: null,
    diagnostics: [diagnostic('ConfigInvalid', message, { at: start, cause, hint: 'write it as JSON Schema 2020-12' })],
  });
  if (!isObject(json) && typeof json !== 'boolean') return refuse('the schema must be a map', null);
  const { compileSchema } = await import('./compile-schema.ts');
  try {
    const compiled = compileSchema(json);
    if (compiled.validate) return { validate: compiled.validate, diagnostics: [] };
    return { validate: null, diagnostics: locateErrors(compiled.errors, schema, 'ConfigInvalid', true).diagnostics };
  } catch (error) {
    return refuse('the schema cannot be used', causeText(error));
  }
}
