import type { AccountGateways } from '../aws/types/account.ts';
import { forgetWritten } from '../bucket/written.ts';
import type { ConfigChange, ConfigOutcome } from '../model/config.ts';
import type { Environment } from '../model/environment.ts';
import { TAG } from '../model/names.ts';
import type { WithErrors } from '../model/outcome.ts';
import type { ConfigStep, ConfigWrite } from '../plan/config-changes.ts';
import { asFailure } from './failed.ts';

/** Writes and removes run-time values, one after the other; the first that fails ends it, and what was done is told. */
export async function applyConfig(
  environment: Environment,
  gateways: AccountGateways,
  steps: readonly ConfigStep[],
): Promise<WithErrors<ConfigOutcome>> {
  const changed: ConfigChange[] = [];
  const done = (): ConfigOutcome => ({ environment: environment.name, changed });
  try {
    await forget(environment, gateways, steps, 'create');
    for (const step of steps) changed.push(changeOf(step, await apply(environment, gateways, step)));
    await forget(environment, gateways, steps, 'delete');
    return { document: done(), errors: [] };
  } catch (error) {
    return { document: done(), errors: asFailure(error).diagnostics };
  }
}

/** A step as the document has it: nothing of the value. */
export function changeOf(step: ConfigStep, version: number | null): ConfigChange {
  const { name, service, key, region, action, secret } = step;
  return { name, service, key, region, action, secret, version };
}

/** Answers the version that came of it. */
async function apply(environment: Environment, gateways: AccountGateways, step: ConfigStep): Promise<number | null> {
  const ssm = gateways.ssm(step.region);
  if (step.action !== 'delete') return ssm.put(putOf(environment, step));
  await ssm.remove([step.name]);
  return null;
}

function putOf(environment: Environment, { name, value, type, kmsKey, action, service }: ConfigWrite) {
  return {
    name,
    value,
    type,
    kmsKey,
    exists: action === 'update',
    tags: { [TAG.project]: environment.project, [TAG.environment]: environment.name, [TAG.service]: service },
  };
}

/**
 * A parameter that is made anew begins at version 1 again: what a deployment once left under its name must not pass for it.
 * Forgotten before it is made, and after it is gone, so that an interruption leaves nobody's value unprotected.
 */
async function forget(
  environment: Environment,
  gateways: AccountGateways,
  steps: readonly ConfigStep[],
  action: ConfigStep['action'],
): Promise<void> {
  const ids = steps.filter((step) => step.action === action).map(({ region, name }) => `${region}:${name}`);
  if (ids.length > 0) await forgetWritten(environment, gateways, ids);
}
