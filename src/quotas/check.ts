import type { AccountGateways } from '../aws/types/account.ts';
import { diagnostic, type Diagnostic, type Warning } from '../diagnostics/diagnostic.ts';
import { EnvctlError } from '../diagnostics/error.ts';
import type { Environment } from '../model/environment.ts';
import type { QuotaDemand } from '../model/quotas.ts';
import type { LinkedEnvironment } from '../plan/linked.ts';
import { declaredDemands, notableDemands } from './demands.ts';
import { findQuotas, type FoundQuota } from './find.ts';

/**
 * Quotas that the definition asks for and the account does not have, each where it is asked for, and those that the
 * templates of these services cannot do without: QuotaTooLow. AWS is asked only for a definition with `quotas` or templates
 * that need more than every account has, and for an account that is there.
 */
export async function checkQuotas(
  linked: LinkedEnvironment,
  gateways: AccountGateways | null,
  only: readonly string[] | null,
): Promise<Diagnostic[]> {
  const { environment } = linked;
  if (gateways === null) return [];
  const services = linked.services.filter(({ service }) => only === null || only.includes(service.name));
  const [declared, needed] = await Promise.all([
    findQuotas(declaredDemands(environment), environment, gateways),
    look(notableDemands({ ...linked, services }), environment, gateways),
  ]);
  return [...declared, ...needed].flatMap((one) => problemOf(one, environment));
}

function problemOf({ demand, quota, region }: FoundQuota, { name, account }: Environment): Diagnostic[] {
  if (quota === null) return demand.at === null ? [] : [unknownQuota(demand)];
  if (quota.value >= demand.sure) return [];
  const who = demand.at === null ? `the templates of ${name} need` : `${name} needs`;
  const message = `${quota.service} quota "${quota.name}" is ${quota.value} in ${region}; ${who} ${demand.sure}`;
  const hint = `ask for more: envctl quotas ${name} --request`;
  return [diagnostic('QuotaTooLow', message, { at: demand.at ?? account.at, hint })];
}

/** For a quota that AWS does not know. */
export function unknownQuota({ service, quota, region, at }: QuotaDemand): Diagnostic {
  const hint = `list them: aws service-quotas list-service-quotas --service-code ${service}`;
  return diagnostic('QuotaTooLow', `AWS knows no quota "${quota}" of ${service} in ${region}`, { at, hint });
}

/**
 * What an account that was just made lacks: told before the first deployment, which goes on. AWS is asked only when
 * templates need more than such an account has; `gateways` is null for an account that is not there yet.
 */
export async function freshWarnings(linked: LinkedEnvironment, gateways: AccountGateways | null): Promise<Warning[]> {
  const demands = notableDemands(linked);
  const { environment } = linked;
  if (demands.length === 0) return [];
  if (gateways === null) {
    const services = [...new Set(demands.map(({ service }) => service))].join(', ');
    const message = `${environment.name} needs higher quotas of ${services} than new accounts have: see envctl quotas ${environment.name} once the account is there`;
    return [{ message, at: environment.account.at }];
  }
  return (await look(demands, environment, gateways)).flatMap(({ quota, region, demand }): Warning[] => {
    if (quota === null || quota.value >= demand.needed || quota.value < demand.sure) return [];
    const message = `${quota.service} quota "${quota.name}" is ${quota.value} in ${region}; the templates of ${environment.name} need ${demand.needed}: envctl quotas ${environment.name} --request asks for more`;
    return [{ message, at: environment.account.at }];
  });
}

/** A warning is not worth a failure: a role that may not look, an endpoint without the service. */
async function look(
  demands: readonly QuotaDemand[],
  environment: Environment,
  gateways: AccountGateways,
): Promise<FoundQuota[]> {
  try {
    return await findQuotas(demands, environment, gateways);
  } catch (error) {
    if (error instanceof EnvctlError) return [];
    throw error;
  }
}
