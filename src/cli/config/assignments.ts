import { resolve } from 'node:path';
import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { EnvctlError, fail } from '../../diagnostics/error.ts';
import { readText } from '../../files/text-file.ts';
import type { Assignment, ConfigKey, ConfigTarget } from '../../model/config.ts';
import type { Environment } from '../../model/environment.ts';
import { MAX_INPUT_BYTES } from '../../model/input.ts';
import { valueProblems } from '../../model/parameter-value.ts';
import type { WantedValue } from '../../plan/config-changes.ts';
import { parseConfigFile } from '../../plan/config-file.ts';
import { nearestKey, parseKey, targetOf } from '../../plan/config-keys.ts';
import type { Context } from '../context.ts';
import { allOf } from './request.ts';
import { readSecrets } from './secrets.ts';

/** Values that were asked to be set, and whether a file holds them: a file may hold secrets, a command line may not. */
export interface Assigned {
  readonly assignments: readonly Assignment[];
  readonly fromFile: boolean;
}

/** `notes/URL=a=b`: the value is all that follows the first `=`. Throws UsageInvalid: all words that are no such thing. */
export function parseAssignments(words: readonly string[]): Assignment[] {
  const parsed = words.map((word): Assignment | Diagnostic => {
    const at = word.indexOf('=');
    const name = at < 0 ? word : word.slice(0, at);
    const key = parseKey(name);
    if (key) return { ...key, value: at < 0 ? null : word.slice(at + 1) };
    return diagnostic('UsageInvalid', `"${name}" is not <service>/<KEY>`, { hint: 'for example notes/PAGE_SIZE=20' });
  });
  const problems = parsed.filter((one) => 'code' in one);
  if (problems.length > 0) throw new EnvctlError(problems);
  return parsed.filter((one) => 'key' in one);
}

/** Values of a dotenv or JSON file; `-` is standard input. */
export async function readAssignments({ host }: Context, file: string, service: string | null): Promise<Assignment[]> {
  const text = file === '-' ? await host.readStdin() : await readConfigFile(resolve(host.cwd, file));
  if (text === null) fail('UsageInvalid', 'there is nothing on standard input', { hint: 'name a file' });
  if (Buffer.byteLength(text) > MAX_INPUT_BYTES)
    fail('UsageInvalid', `standard input has more than ${MAX_INPUT_BYTES} bytes`, {
      hint: 'give fewer values at a time',
    });
  const name = file === '-' ? 'standard input' : file;
  return allOf([parseConfigFile({ name, text, service })]).flat();
}

async function readConfigFile(file: string): Promise<string> {
  const [text = ''] = allOf([await readText({ file, code: 'UsageInvalid', namedAt: null, pipes: true })]);
  return text;
}

/** Each value with the parameter that it goes to, secrets read by now: `agree` has its turn just before. Throws what is wrong with any of them. */
export async function wantedValues(
  context: Context,
  environment: Environment,
  { assignments, fromFile }: Assigned,
  agree: () => Promise<void>,
): Promise<WantedValue[]> {
  const targets = allOf(assignments.map((assignment) => targetOf(environment, assignment)));
  const problems = assignments.flatMap((assignment, index) => {
    const target = targets[index];
    return target ? formProblems(environment, assignment, target, fromFile) : [];
  });
  problems.push(...twice(assignments));
  if (problems.length > 0) throw new EnvctlError(problems);
  const open = targets.filter((_, index) => assignments[index]?.value === null);
  await agree();
  const secrets = await readSecrets(context, open);
  const wanted = targets.map((target, index) => {
    const value = assignments[index]?.value ?? secrets[open.indexOf(target)] ?? '';
    return { target, value };
  });
  const unfit = wanted.flatMap(unfitProblems);
  if (unfit.length > 0) throw new EnvctlError(unfit);
  return wanted;
}

/** A secret on the command line would stay in the shell's history; any other value has to be given. */
function formProblems(
  environment: Environment,
  { service, key, value }: Assignment,
  { kind }: ConfigTarget,
  fromFile: boolean,
): Diagnostic[] {
  const name = `${service}/${key}`;
  if (kind === 'secret' && value !== null && !fromFile) {
    const hint = `run \`envctl config set ${environment.name} ${name}\`: it asks for the value, or reads standard input`;
    return [diagnostic('UsageInvalid', `${name} is a secret, and a command line is no place for it`, { hint })];
  }
  const near = kind === 'undeclared' ? nearestKey(environment, { service, key }) : null;
  const meant = near === null ? null : `did you mean ${service}/${near}?`;
  if (near !== null && value !== null && isSecret(environment, { service, key: near })) {
    const message = `the definition of ${environment.name} does not name ${name}, so that its value would not be encrypted`;
    return [
      diagnostic('UsageInvalid', message, { hint: `${meant} That one is a secret. Declare any other key first` }),
    ];
  }
  if (kind === 'secret' || value !== null) return [];
  const hint = meant ?? `write ${name}=VALUE; to be asked for it, declare it with secret: true`;
  return [diagnostic('UsageInvalid', `${name} is given no value`, { hint })];
}

function isSecret(environment: Environment, key: ConfigKey): boolean {
  return targetOf(environment, key).value?.kind === 'secret';
}

function twice(assignments: readonly Assignment[]): Diagnostic[] {
  const names = assignments.map(({ service, key }) => `${service}/${key}`);
  const repeated = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  return [...repeated].map((name) => diagnostic('UsageInvalid', `${name} is given twice`, { hint: 'give it once' }));
}

function unfitProblems({ target: { service, key }, value }: WantedValue): Diagnostic[] {
  return valueProblems(value).map(({ what, hint }) =>
    diagnostic('UsageInvalid', `${service}/${key} ${what}`, {
      hint: value === '' ? 'to remove a value use config unset' : hint,
    }),
  );
}
