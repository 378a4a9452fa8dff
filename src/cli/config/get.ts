import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { EnvctlError, fail } from '../../diagnostics/error.ts';
import { MASK, type ConfigKey, type ShownValue } from '../../model/config.ts';
import type { Environment, Service } from '../../model/environment.ts';
import { nameHint } from '../../model/nearest.ts';
import { observeConfig } from '../../observe/config.ts';
import { nearestKey, parseKey, serviceOf } from '../../plan/config-keys.ts';
import { inFirstRegion, masked, shownValues } from '../../plan/config-shown.ts';
import { clean } from '../../report/clean.ts';
import type { CommandResult } from '../command.ts';
import { connected } from '../stages/connected.ts';
import { warn } from '../stages/tell.ts';
import { allOf, chooseEnvironment, expectWords, type ConfigRequest } from './request.ts';

/** The bare value and a line end, so that a script can take it as it is. */
export async function getConfig(request: ConfigRequest): Promise<CommandResult> {
  const { context, args } = request;
  const { host } = context;
  const { environment, rest } = await chooseEnvironment(request);
  expectWords(rest, [1, 1], 'get <env> <service>/<KEY>');
  const { service, key } = namedService(environment, rest[0] ?? '');
  return connected(context, [environment], async (run) => {
    const observed = await observeConfig(environment, run, { services: [service], decrypt: args.reveal }).catch(
      (error: unknown) => alsoMistyped(error, environment, { service: service.name, key }),
    );
    const values = inFirstRegion(shownValues(environment, service, observed), environment, service);
    const found = present(values, environment, { service: service.name, key });
    const [value] = args.reveal ? [found] : masked([found]);
    if (found.secret && !args.reveal) {
      const message = `${service.name}/${key} is a secret: --reveal prints it`;
      warn(context, [{ message, at: null }]);
    }
    const text = value?.value ?? MASK;
    const document = { environment: environment.name, service: service.name, ...value };
    const printed = host.stdout.isTerminal ? clean(text) : text;
    return { outcomes: [{ document, errors: [] }], several: false, text: `${printed}\n` };
  });
}

/** The service and the key of `notes/PAGE_SIZE`. */
export function namedService(environment: Environment, word: string): { service: Service; key: string } {
  const parsed = parseKey(word);
  if (!parsed) fail('UsageInvalid', `"${word}" is not <service>/<KEY>`, { hint: 'for example notes/PAGE_SIZE' });
  const [service] = allOf([serviceOf(environment, parsed.service)]);
  if (!service) throw new Error('a service that was found is there');
  return { service, key: parsed.key };
}

/** Where there is no account to look into, the definition still tells which name was probably meant. */
function alsoMistyped(error: unknown, environment: Environment, named: ConfigKey): never {
  const near = nearestKey(environment, named);
  if (near === null || !(error instanceof EnvctlError)) throw error;
  const message = `the definition of ${environment.name} names no ${named.service}/${named.key}`;
  const mistyped = diagnostic('UsageInvalid', message, { hint: `did you mean ${named.service}/${near}?` });
  throw new EnvctlError([...error.diagnostics, mistyped]);
}

/** Throws SecretMissing or OutputMissing for a value that nobody has set. */
function present(values: readonly ShownValue[], environment: Environment, { service, key }: ConfigKey): ShownValue {
  const found = values.find((value) => value.key === key);
  if (found && found.value !== null) return found;
  if (found?.secret) {
    const hint = `run \`envctl config set ${environment.name} ${service}/${key}\`: it asks for the value`;
    fail('SecretMissing', `secret ${found.name} has not been set`, { hint });
  }
  const see = `\`envctl config show ${environment.name}\` shows what there is`;
  const known = values.filter(({ value }) => value !== null).map((value) => value.key);
  const hint = found ? `\`envctl deploy ${environment.name}\` writes it` : (nameHint(key, known) ?? see);
  fail('OutputMissing', `${service}/${key} has no value in ${environment.name}`, { hint });
}
