import { expect } from 'vitest';
import { isObject, type Json, type JsonObject } from '../../../src/model/json.ts';
import type { Ended } from '../cli.ts';

/** The document of a command that has to succeed. */
export async function done(work: Promise<Ended>): Promise<JsonObject> {
  return documentOf(await work, 0);
}

/** The first error of a command that has to end with this exit code. */
export async function refused(work: Promise<Ended>, exit: 1 | 3 | 4 | 130): Promise<JsonObject> {
  const { error } = documentOf(await work, exit);
  if (!isObject(error)) throw new Error('the document has no error');
  return error;
}

/** The id of the account that a document is about. */
export function accountIn({ accountId }: { readonly accountId?: Json | undefined }): string {
  if (typeof accountId !== 'string') throw new Error('the document names no account');
  return accountId;
}

/** What the command printed is part of the failure when it ended otherwise. */
function documentOf(result: Ended, exit: number): JsonObject {
  expect(result.exit, `${result.stdout}\n${result.stderr}`).toBe(exit);
  return result.json();
}

/** What became of each service, by its name. */
export function outcomes({ services }: JsonObject): Record<string, unknown> {
  const list = Array.isArray(services) ? services.filter(isObject) : [];
  const entries = list.flatMap(({ service, outcome, action }) =>
    typeof service === 'string' ? [[service, outcome ?? action]] : [],
  );
  return Object.fromEntries(entries);
}
