import { readFile } from 'node:fs/promises';
import { basename, extname, isAbsolute } from 'node:path';
import { diagnostic, type Diagnostic, type Result } from '../diagnostics/diagnostic.ts';
import { isObject } from '../model/json.ts';
import type { Environment } from '../model/environment.ts';
import { accountOwner } from '../model/ownership.ts';
import { BUILT_IN, type GuardedAccount } from './guardrail-policies.ts';

/** A guardrail as it is to stand in the organization. */
export interface Guardrail {
  readonly name: string;
  /** Without white space: it would count. */
  readonly content: string;
}

/** Organizations user guide, quotas: characters of a service control policy. */
const MAX_CONTENT = 10_240;

/** What an account's guardrails are called, ahead of each one's own name. */
export function guardrailPrefix(environment: Environment): string {
  return `envctl-${environment.project}-${accountOwner(environment)}-`;
}

/** The name in the organization of a guardrail of the definition: a built-in's own, or a file's without its extension. */
export function guardrailName(environment: Environment, guardrail: string): string {
  const name = isAbsolute(guardrail) ? basename(guardrail, extname(guardrail)) : guardrail;
  return guardrailPrefix(environment) + name;
}

/** Every guardrail of the definition for one account. All that is wrong with their files at once: DefinitionInvalid. */
export async function readGuardrails(guarded: GuardedAccount): Promise<Result<Guardrail[]>> {
  const { environment } = guarded;
  const names = (environment.baseline.guardrails ?? []).map((one) => guardrailName(environment, one));
  const results = await Promise.all((environment.baseline.guardrails ?? []).map((one) => readOne(one, guarded)));
  const diagnostics = results.flatMap((result) => result.diagnostics);
  const double = names.find((name, index) => names.indexOf(name) !== index);
  if (double !== undefined) {
    const hint = 'a policy file is known by its name without the extension: rename one of them';
    diagnostics.push(
      diagnostic('DefinitionInvalid', `two guardrails are called ${double}`, { hint, at: environment.account.at }),
    );
  }
  return { value: diagnostics.length > 0 ? null : results.flatMap(({ value }) => value ?? []), diagnostics };
}

/** What is wrong with the guardrails of a definition, as far as files can tell. */
export async function checkGuardrails(environment: Environment): Promise<readonly Diagnostic[]> {
  const account = environment.account.id ?? '000000000000';
  return (await readGuardrails({ environment, account })).diagnostics;
}

async function readOne(guardrail: string, guarded: GuardedAccount): Promise<Result<Guardrail>> {
  const name = guardrailName(guarded.environment, guardrail);
  const builtIn = Object.hasOwn(BUILT_IN, guardrail) ? BUILT_IN[guardrail] : undefined;
  const policy = builtIn ? { Version: '2012-10-17', Statement: builtIn(guarded) } : await readPolicy(guardrail);
  const at = { file: isAbsolute(guardrail) ? guardrail : guarded.environment.file, line: 1, column: 1 };
  if (typeof policy === 'string')
    return { value: null, diagnostics: [diagnostic('DefinitionInvalid', policy, { at })] };
  const content = JSON.stringify(policy);
  if (content.length <= MAX_CONTENT) return { value: { name, content }, diagnostics: [] };
  const message = `guardrail ${name} has ${content.length} characters; AWS allows ${MAX_CONTENT}`;
  return { value: null, diagnostics: [diagnostic('DefinitionInvalid', message, { at, hint: 'split it in two' })] };
}

/** The policy of a file, or what is wrong with it. */
async function readPolicy(file: string): Promise<object | string> {
  try {
    const policy: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (isObject(policy) && 'Statement' in policy) return policy;
    return `guardrail ${file} is not a policy document: it has no Statement`;
  } catch (error) {
    return `guardrail ${file} cannot be read as JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
}
