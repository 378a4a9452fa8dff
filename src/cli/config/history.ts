import { fail } from '../../diagnostics/error.ts';
import type { SsmVersion } from '../../aws/types/account.ts';
import type { ConfigTarget } from '../../model/config.ts';
import type { Environment, Service } from '../../model/environment.ts';
import { parameterName } from '../../model/names.ts';
import { observeConfig, type ObservedConfig } from '../../observe/config.ts';
import { planWrites } from '../../plan/config-changes.ts';
import { targetOf } from '../../plan/config-keys.ts';
import { firstRegion } from '../../plan/config-shown.ts';
import { historyText, type ShownVersion } from '../../report/config-history.ts';
import type { CommandResult } from '../command.ts';
import { connected } from '../stages/connected.ts';
import { changeConfig } from './change.ts';
import { namedService } from './get.ts';
import { allOf, chooseEnvironment, expectWords, type ConfigRequest } from './request.ts';

/** The versions of a value, newest first; `--restore N` makes the value of version N the newest. */
export async function configHistory(request: ConfigRequest): Promise<CommandResult> {
  const { context, args } = request;
  const { restore, dryRun } = args;
  const { environment, rest } = await chooseEnvironment(request);
  expectWords(rest, [1, 1], 'history <env> <service>/<KEY>');
  const { service, key } = namedService(environment, rest[0] ?? '');
  const [target] = restore === undefined ? [] : allOf([targetOf(environment, { service: service.name, key })]);
  const region = firstRegion(environment, service);
  const decrypt = args.reveal || restore !== undefined;
  return connected(context, [environment], async (run) => {
    const observed = await observeConfig(environment, run, { services: [service], decrypt });
    const name = parameterName(environment, service.name, key);
    const versions = await observed.gateways.ssm(region).history(name, { decrypt });
    if (!versions) fail('OutputMissing', `${service.name}/${key} has no value in ${environment.name}`);
    if (target && restore !== undefined) {
      const steps = restoring(environment, target, versionIn(versions, restore, `${service.name}/${key}`), observed);
      return changeConfig(context, { environment, gateways: observed.gateways, steps, dryRun });
    }
    const secret = isSecret(service, key, versions);
    const shown = versions.map((version) => shownVersion(version, secret, args.reveal));
    const document = { environment: environment.name, service: service.name, key, name, region, versions: shown };
    return { outcomes: [{ document, errors: [] }], several: false, text: historyText(shown, context.style) };
  });
}

function restoring(
  environment: Environment,
  target: ConfigTarget,
  { value, type }: SsmVersion,
  { parameters }: ObservedConfig,
) {
  const kept = type === 'SecureString' ? { ...target, type } : target;
  return planWrites(environment, [{ target: kept, value }], parameters);
}

function versionIn(versions: readonly SsmVersion[], wanted: number, what: string): SsmVersion {
  const found = versions.find(({ version }) => version === wanted);
  if (found) return found;
  const known = versions.map(({ version }) => version).join(', ');
  fail('OutputMissing', `${what} has no version ${wanted}`, { hint: `there are ${known}` });
}

/** What is a secret now was none of anybody's business before, whatever type it had then. */
function isSecret({ runtime }: Service, key: string, versions: readonly SsmVersion[]): boolean {
  const declared = runtime.some((value) => value.key === key && value.kind === 'secret');
  return declared || versions.some(({ type }) => type === 'SecureString');
}

function shownVersion({ version, value, modified, by }: SsmVersion, secret: boolean, reveal: boolean): ShownVersion {
  return { version, value: secret && !reveal ? null : value, secret, at: new Date(modified).toISOString(), by };
}
