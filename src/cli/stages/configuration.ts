import { fillConfig } from '../../definition/build-config.ts';
import type { Service } from '../../model/environment.ts';
import { evaluateExpression } from '../../model/expression.ts';
import { leavesOf, leafText } from '../../model/leaves.ts';
import type { Observation } from '../../model/observation.ts';
import { inFirstRegion, masked, shownValues } from '../../plan/config-shown.ts';
import type { ReportedValue } from '../../report/page/data.ts';
import type { Prepared } from './prepare.ts';

/** Stands for the id of an account that is not there yet. */
const NO_ACCOUNT = '000000000000';

/** Both kinds of configuration of every service, as it is now; without an observation as the definition has it. */
export function configurationOf(prepared: Prepared, observation: Observation | null): ReportedValue[] {
  return prepared.environment.services.flatMap((service) => [
    ...buildValues(service, prepared, observation),
    ...runtimeValues(service, prepared, observation),
  ]);
}

function buildValues(service: Service, { environment, configs }: Prepared, observation: Observation | null) {
  const config = configs.get(service.name);
  if (!config) return [];
  const account = observation?.accountId ?? environment.account.id ?? NO_ACCOUNT;
  const region = service.regions[0] ?? environment.region;
  return leavesOf(fillConfig(config, { account, region })).map(([key, value]): ReportedValue => {
    return { service: service.name, key, kind: 'build-time', value: leafText(value), secret: false, note: null };
  });
}

function runtimeValues(service: Service, { environment }: Prepared, observation: Observation | null): ReportedValue[] {
  const observed = { parameters: observation?.parameters ?? {}, written: observation?.written ?? {} };
  const values = inFirstRegion(masked(shownValues(environment, service, observed)), environment, service);
  const declared = new Map(service.runtime.map((value) => [value.key, value.value]));
  return values.map(({ key, value, secret, source, version }): ReportedValue => {
    const written = declared.get(key);
    const planned = written && !secret ? evaluateExpression(written, () => null) : null;
    const missing = secret ? 'not set' : 'not deployed yet';
    const set = secret ? `version ${version ?? 0}` : source === 'hand' ? 'set by hand' : null;
    return {
      service: service.name,
      key,
      kind: 'run-time',
      secret,
      value: source === 'missing' ? planned : value,
      note: source !== 'missing' ? set : observation === null ? null : missing,
    };
  });
}
